/**
 * Published incidents other than the leap day: their chains come out step by step, and the fixed systems hold.
 */
import { checkSuite, type Suite, type SuiteReport } from 'redhound';
import { describe, expect, test } from 'vitest';
import { healing } from '../../models/healing.ts';
import { serialHealing as serialHealingSystem } from '../../models/incidents/serial-healing.ts';
import { storageFlighting as storageFlightingSystem } from '../../models/incidents/storage-flighting.ts';
import { updateDomains } from '../../models/update-domains.ts';
import connectionCap from '../../properties/incidents/connection-cap.suite.ts';
import connectionCapFixed from '../../properties/incidents/connection-cap-fixed.suite.ts';
import expiredCertificates from '../../properties/incidents/expired-certificates.suite.ts';
import expiredCertificatesFixed from '../../properties/incidents/expired-certificates-fixed.suite.ts';
import serialHealing from '../../properties/incidents/serial-healing.suite.ts';
import serialHealingFixed from '../../properties/incidents/serial-healing-fixed.suite.ts';
import splitSwap from '../../properties/incidents/split-swap.suite.ts';
import splitSwapFixed from '../../properties/incidents/split-swap-fixed.suite.ts';
import storageFlighting from '../../properties/incidents/storage-flighting.suite.ts';
import storageFlightingFixed from '../../properties/incidents/storage-flighting-fixed.suite.ts';
import unprotectedNodes from '../../properties/incidents/unprotected-nodes.suite.ts';
import unprotectedNodesFixed from '../../properties/incidents/unprotected-nodes-fixed.suite.ts';
import updateOverlaps from '../../properties/update-overlaps.suite.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const exhaustively = (suite: Suite) => checkSuite(suite, { mode: 'exhaustive', variants: false });

const stepsOf = (report: SuiteReport, id: string) =>
  report.properties.find((one) => one.id === id)!.modes.exhaustive!.trace!.steps;

const labelsOf = (report: SuiteReport, id: string) =>
  stepsOf(report, id)
    .map(({ label }) => label)
    .filter((label) => label !== 'tick');

describe('28 December 2012', () => {
  test('maintenance without protection, a new primary, and no copy is left', async () => {
    const report = await exhaustively(unprotectedNodes);
    const maintenance = (node: string) =>
      `environment ${node} MAINTAIN {forgetsProtection: true, type: "MAINTAIN"}`;
    expect(labelsOf(report, 'data-has-a-copy')).toEqual([
      maintenance('node1'),
      maintenance('node2'),
      maintenance('node3'),
      'environment fabricController FAIL_OVER',
      'deliver fabricController→node1 PREPARE',
      'deliver fabricController→node2 PREPARE',
      'deliver fabricController→node3 PREPARE',
    ]);
  });
});

describe('22 February 2013', () => {
  test('renewed after 5 days, put off twice, expired after 20', async () => {
    const steps = stepsOf(await exhaustively(expiredCertificates), 'certificate-in-use-never-expires');
    expect(
      steps.filter(({ label }) => label !== 'tick').map(({ time, label }) => [time / DAY, label]),
    ).toEqual([
      [5, 'timer certificateMonitor due'],
      [5, 'deliver certificateMonitor→releases QUEUE'],
      [10, 'environment releases DEPRIORITISE'],
      [15, 'environment releases DEPRIORITISE'],
      [20, 'timer frontEnd remaining'],
    ]);
  });
});

describe('30 October 2013', () => {
  test('the new version everywhere, a swap, and for a moment no production', async () => {
    expect(labelsOf(await exhaustively(splitSwap), 'one-slot-is-production')).toEqual([
      'environment rdfe ROLL_OUT',
      'environment rdfe SWAP_TO {deployment: "B", type: "SWAP_TO"}',
      'deliver rdfe→directory DEMOTE',
    ]);
  });
});

describe('18 November 2014', () => {
  test('three weeks on Table front ends, one push, and both regions’ Blob front ends loop', async () => {
    const steps = stepsOf(await exhaustively(storageFlighting), 'some-region-serves-blobs');
    expect(steps.map(({ time, label }) => [time / DAY, label])).toEqual([
      [0, 'environment flightingTool FLIGHT {change: "faulty", type: "FLIGHT"}'],
      [0, 'deliver flightingTool→region1Table CONFIGURE'],
      [21, 'tick'],
      [21, 'timer flightingTool flight'],
      [21, 'environment flightingTool PUSH'],
      [21, 'deliver flightingTool→region1Blob CONFIGURE'],
      [21, 'deliver flightingTool→region2Blob CONFIGURE'],
    ]);
  });

  test('the revert reaches the Blob front ends, and they loop on', async () => {
    const report = await exhaustively(storageFlighting);
    const labels = labelsOf(report, 'revert-is-enough');
    const after = labels.slice(labels.indexOf('environment flightingTool REVERT') + 1);
    expect(after).toContain('deliver flightingTool→region1Blob CONFIGURE');
    expect(after).toContain('deliver flightingTool→region2Blob CONFIGURE');
    expect(report.properties.find(({ id }) => id === 'can-be-repaired')!.verdict).toBe('holds');
  });
});

describe('13 March 2009', () => {
  test('two servers time out after ten minutes, and the second waits for the first', async () => {
    const steps = stepsOf(await exhaustively(serialHealing), 'app3-is-healed-in-20-minutes');
    expect(
      steps
        .filter(({ label }) => label.startsWith('timer'))
        .map(({ time, label }) => [time / MINUTE, label.split(' ').slice(1, 3).join(' ')]),
    ).toEqual([
      [5, 'app2 upgrade'],
      [10, 'fabricController patience'],
      [10, 'fabricController patience'],
      // app3 still waits, and its twenty minutes are over.
      [20, 'app1 deployment'],
    ]);
  });
});

describe('July 2012', () => {
  test('capacity, two connections too many, two messages, and a device at 100 %', async () => {
    expect(labelsOf(await exhaustively(connectionCap), 'data-is-forwarded')).toEqual([
      'environment cluster USE',
      'environment cluster USE',
      'environment cluster ADD_CAPACITY',
      // Both are refused, and each refusal is a message.
      'environment cluster USE',
      'environment cluster USE',
    ]);
  });
});

test('a slow start lets the update walk on after 30 minutes', async () => {
  const id = 'one-domain-down-despite-slow-starts';
  const properties = updateOverlaps.properties.filter((property) => property.id === id);
  const steps = stepsOf(await exhaustively({ ...updateOverlaps, properties }), id);
  const { time, label } = steps.at(-1)!;
  expect([time / MINUTE, label]).toEqual([30, 'timer fabricController patience']);
});

test.each([
  unprotectedNodesFixed,
  expiredCertificatesFixed,
  splitSwapFixed,
  storageFlightingFixed,
  serialHealingFixed,
  connectionCapFixed,
])('$name holds', async (suite) => {
  const report = await exhaustively(suite);
  expect(report.properties.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
});

describe('parameters that mean nothing are refused', () => {
  test('two instances in one fault domain', () => {
    const faultDomains = { server1: 0, server2: 0, server3: 0, server4: 0 };
    expect(() => healing({ faultDomains })).toThrow(/2 instances are placed in 1 fault domain/);
  });

  test.each([0, -1, 1.5])('a threshold of %d servers', (threshold) => {
    expect(() => healing({ threshold })).toThrow(/HI threshold/);
  });

  test('a flight on no front ends, and healing of nothing at a time', () => {
    expect(() => storageFlightingSystem({ flightsOn: [] })).toThrow(/flighted on no front ends/);
    expect(() => serialHealingSystem({ concurrency: 0 })).toThrow(/concurrency of healing is 0/);
  });

  test('less than no crash', () => {
    expect(() => updateDomains({ troubles: { crashes: -1 } })).toThrow(/crashes is -1/);
  });
});
