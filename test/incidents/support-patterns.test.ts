/**
 * Documented support patterns: what goes wrong, step by step and minute by minute, and that the fixed systems hold.
 */
import { checkSuite, type Suite, type TraceStep } from 'redhound';
import { describe, expect, test } from 'vitest';
import { coldSite as coldSiteSystem } from '../../models/incidents/cold-site.ts';
import coldSite from '../../properties/incidents/cold-site.suite.ts';
import coldSiteFixed from '../../properties/incidents/cold-site-fixed.suite.ts';
import failingSite from '../../properties/incidents/failing-site.suite.ts';
import hungProcess from '../../properties/incidents/hung-process.suite.ts';
import hungProcessFixed from '../../properties/incidents/hung-process-fixed.suite.ts';
import slowStart from '../../properties/incidents/slow-start.suite.ts';
import slowStartFixed from '../../properties/incidents/slow-start-fixed.suite.ts';
import startupMarker from '../../properties/incidents/startup-marker.suite.ts';
import startupMarkerFixed from '../../properties/incidents/startup-marker-fixed.suite.ts';
import startupNotIdempotent from '../../properties/incidents/startup-not-idempotent.suite.ts';
import startupNotIdempotentFixed from '../../properties/incidents/startup-not-idempotent-fixed.suite.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

async function traceOf(suite: Suite, property: string) {
  const report = await checkSuite(suite, { mode: 'exhaustive', variants: false, property });
  return report.properties[0]!.modes.exhaustive!.trace!;
}

/** The steps that matter, with the time of each. */
const told = (steps: readonly TraceStep[], unit: number, matters: RegExp) =>
  steps.filter(({ label }) => matters.test(label)).map(({ time, label }) => [time / unit, label]);

describe('a: a startup task that is not idempotent', () => {
  test('installs once, fails on the recycle, and recycles for ever', async () => {
    const { steps, loop } = await traceOf(startupNotIdempotent, 'recycled-role-is-ready-again');
    expect(told(steps, MINUTE, /Task work|THROW|BOOTSTRAPPER_EXITED/)).toEqual([
      [5, 'timer installTask work'],
      [10, 'timer configureTask work'],
      [10, 'environment waWorkerHost THROW'],
      [10, 'deliver bootstrapper→guestAgent BOOTSTRAPPER_EXITED'],
      [15, 'timer installTask work'],
      [15, 'deliver bootstrapper→guestAgent BOOTSTRAPPER_EXITED'],
    ]);
    // What goes round is the failing installation: the second task is never reached.
    expect(steps.slice(loop!.start).map(({ label }) => label)).toContain('timer installTask work');
    expect(steps.slice(loop!.start).map(({ label }) => label)).not.toContain('timer configureTask work');
  });
});

describe('b: a marker on C:, and its effect on D:', () => {
  test('after the reimage the installation is skipped, the next task fails, and so for ever', async () => {
    const { steps, loop } = await traceOf(startupMarker, 'reimaged-role-is-ready-again');
    const before = steps.slice(0, loop!.start);
    expect(told(before, MINUTE, /Task work/)).toEqual([[5, 'timer installTask work']]);
    expect(before.map(({ label }) => label)).toContain('environment fabricController REIMAGE');
    expect(told(steps.slice(loop!.start), MINUTE, /Task work|BOOTSTRAPPER_EXITED/)).toEqual([
      [15, 'timer installTask work'],
      [20, 'timer configureTask work'],
      [20, 'deliver bootstrapper→guestAgent BOOTSTRAPPER_EXITED'],
    ]);
  });
});

describe('c: a start of 40 minutes', () => {
  test('the update walks on after 30, while the first instance is still down', async () => {
    const { steps, violation } = await traceOf(slowStart, 'one-update-domain-down');
    expect(told(steps, MINUTE, /^(?!tick)/)).toEqual([
      [0, 'environment fabricController UPDATE {sound: true, type: "UPDATE", version: "v2"}'],
      [5, 'timer web_IN_0 onStop'],
      [expect.any(Number), 'environment web_IN_0 SLOW_START'],
      [30, 'timer fabricController patience'],
    ]);
    expect(violation.values['web_IN_0']).toContain('startingSlowly');
    expect(violation.values['web_IN_1']).toContain('stopping');
  });
});

describe('d: a warm-up after Ready', () => {
  test('the load balancer takes the instance in while its site is cold', async () => {
    const { steps, violation } = await traceOf(coldSite, 'no-traffic-to-cold-site');
    expect(steps.at(-1)!.label).toBe('deliver guestAgent→loadBalancer PROBE_OK');
    expect(violation.values['w3wp']).not.toContain('warm ');
  });

  test('a part of role code that is none is refused', () => {
    expect(() => coldSiteSystem({ warmsUpIn: 'OnStop' as never })).toThrow(
      /'OnStop' is no part of role code/,
    );
  });
});

describe('e: a host process that hangs', () => {
  test('is asked, does not answer, and is asked again, for ever', async () => {
    const { steps, loop } = await traceOf(hungProcess, 'hung-process-is-recovered-in-the-end');
    expect(steps.map(({ label }) => label)).toContain('environment waIISHost HANG');
    const round = steps.slice(loop!.start);
    expect(round.map(({ label }) => label)).toContain('timer bootstrapper statusCheck');
    expect(round.filter(({ label }) => label.includes('waIISHost'))).toEqual([]);
  });
});

describe('f: a web site that fails', () => {
  test('is in rotation half a minute later, and longer', async () => {
    const { steps } = await traceOf(failingSite, 'failing-site-leaves-rotation');
    const fails = steps.find(({ label }) => label === 'environment w3wp FAIL')!;
    expect((steps.at(-1)!.time - fails.time) / SECOND).toBeGreaterThanOrEqual(30);
    expect(steps.map(({ label }) => label)).toContain('deliver guestAgent→loadBalancer PROBE_OK');
  });
});

test.each([startupNotIdempotentFixed, startupMarkerFixed, slowStartFixed, coldSiteFixed, hungProcessFixed])(
  '$name holds',
  async (suite) => {
    const report = await checkSuite(suite, { mode: 'exhaustive', variants: false });
    expect(report.properties.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  },
);
