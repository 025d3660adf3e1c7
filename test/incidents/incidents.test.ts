/**
 * Published incidents other than the leap day: their chains come out step by step, and the fixed systems hold.
 */
import { checkSuite, type Suite, type SuiteReport } from 'redhound';
import { describe, expect, test } from 'vitest';
import { healing } from '../../models/healing.ts';
import { updateDomains } from '../../models/update-domains.ts';
import expiredCertificates from '../../properties/incidents/expired-certificates.suite.ts';
import expiredCertificatesFixed from '../../properties/incidents/expired-certificates-fixed.suite.ts';
import splitSwap from '../../properties/incidents/split-swap.suite.ts';
import splitSwapFixed from '../../properties/incidents/split-swap-fixed.suite.ts';
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

test('a slow start lets the update walk on after 30 minutes', async () => {
  const steps = stepsOf(await exhaustively(updateOverlaps), 'one-domain-down-despite-slow-starts');
  const { time, label } = steps.at(-1)!;
  expect([time / MINUTE, label]).toEqual([30, 'timer fabricController patience']);
});

test.each([unprotectedNodesFixed, expiredCertificatesFixed, splitSwapFixed])('$name holds', async (suite) => {
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

  test('less than no crash', () => {
    expect(() => updateDomains({ troubles: { crashes: -1 } })).toThrow(/crashes is -1/);
  });
});
