/**
 * The leap day against its published timetable: 25, 50 and 75 minutes, waves of 75, and the two lessons.
 */
import { checkSuite, type PropertyReport, type SuiteReport } from 'redhound';
import { beforeAll, describe, expect, test } from 'vitest';
import { isDay, validTo } from '../../models/incidents/leap-day/transfer-certificate.ts';
import { leapDay } from '../../models/incidents/leap-day.ts';
import leapDaySuite from '../../properties/incidents/leap-day.suite.ts';
import lessonsSuite from '../../properties/incidents/leap-day-lessons.suite.ts';

describe('the transfer certificate', () => {
  test('made on the leap day it is valid to no day', () => {
    expect(validTo('2012-02-29', 'year plus one')).toBe('2013-02-29');
    expect(isDay('2013-02-29')).toBe(false);
  });

  test.each(['2012-02-28', '2012-03-01', '2011-12-31', '2015-02-28'])('made on %s it is valid', (today) => {
    expect(isDay(validTo(today, 'year plus one'))).toBe(true);
  });

  test('by the calendar it ends on a day', () => {
    expect(validTo('2012-02-29', 'by calendar')).toBe('2013-02-28');
    expect(validTo('2012-03-01', 'by calendar')).toBe('2013-03-01');
  });
});

const minutesAndTimers = ({ modes }: PropertyReport) =>
  modes
    .exhaustive!.trace!.steps.filter(({ label }) => label.startsWith('timer'))
    .map(({ time, label }) => [time / 60_000, label.split(' ')[1]]);

describe('the day as it was', () => {
  let report: SuiteReport;
  const property = (id: string) => report.properties.find((one) => one.id === id)!;

  beforeAll(async () => {
    report = await checkSuite(leapDaySuite, { mode: 'exhaustive', variants: false });
  }, 60_000);

  test('every claim comes out as declared', () => {
    expect(report.properties.filter(({ asExpected }) => !asExpected)).toEqual([]);
    expect(report.complete).toBe(true);
  });

  test('the first server goes to HI after three times 25 minutes', () => {
    expect(minutesAndTimers(property('hardware-is-not-blamed'))).toEqual([
      [25, 'server1/new'],
      [50, 'server1/new'],
      [75, 'server1/new'],
    ]);
  });

  test('healing carries it on, a healthy virtual machine too, and the second wave ends after 150 minutes', () => {
    expect(minutesAndTimers(property('one-vm-takes-at-most-one-server'))).toEqual([
      [25, 'server1/new'],
      [50, 'server1/new'],
      [75, 'server1/new'],
      [100, 'server2/new'],
      [100, 'server3/web1'],
      [125, 'server2/new'],
      [125, 'server3/web1'],
      [150, 'server2/new'],
    ]);
  });

  test('the blast takes the network from a server whose virtual machine was healthy', () => {
    const { violation, steps } = property('plug-in-fits-the-host-agent').modes.exhaustive!.trace!;
    expect(steps.map(({ label }) => label)).toEqual([
      'environment fabricController EMERGENCY_UPDATE',
      'tick',
      'timer server1 install',
    ]);
    expect(violation.values['server1']).toContain('web1: "running"');
  });
});

test('without the HI threshold healing carries the fault to the whole cluster, a wave every 75 minutes', async () => {
  const system = leapDaySuite.variants!.find(({ name }) => name === 'no-threshold')!.system;
  const { variants: _, ...suite } = leapDaySuite;
  const property = 'threshold-stops-the-spread';
  const report = await checkSuite({ ...suite, system }, { mode: 'exhaustive', property });
  const times = minutesAndTimers(report.properties[0]!).map(([time]) => time);
  expect([...new Set(times)]).toEqual([25, 50, 75, 100, 125, 150, 175, 200, 225]);
}, 60_000);

test('with the lessons every claim holds', async () => {
  const report = await checkSuite(lessonsSuite, { mode: 'exhaustive', variants: false });
  expect(report.properties.map(({ id, verdict }) => [id, verdict])).toEqual(
    report.properties.map(({ id }) => [id, 'holds']),
  );
}, 60_000);

test('a day that is none, or a threshold of nothing, is refused', () => {
  expect(() => leapDay({ today: '2013-02-29' })).toThrow(/'2013-02-29' is no day/);
  expect(() => leapDay({ threshold: 0 })).toThrow(/HI threshold is 0/);
});
