/**
 * I1, 29 February 2012: a cluster of four servers with one healthy virtual machine each, and one that is created.
 *
 * Virtual time 0 is midnight UTC or any later moment of the day. A real cluster has a thousand servers; what counts is
 * that one virtual machine takes a server, and each of its virtual machines takes another. With the parameters of the
 * day the published chain follows; with the two lessons (fail fast, and do not blame the hardware for the guest agent)
 * and with updates that are tested and walk, it does not.
 * Left out: the hours that people took (02:38 found, 02:55 management off, 10:11 first cluster fixed, 10:47 the blast).
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { fabricController, type LeapDayInput } from './leap-day/fabric-controller.ts';
import { guest } from './leap-day/guest.ts';
import { server } from './leap-day/server.ts';
import { type Day, isDay } from './leap-day/transfer-certificate.ts';

export interface LeapDayParameters extends LeapDayInput {
  readonly today: Day;
  readonly failFast: boolean;
  /** Whether what happens is the rollout that is under way (`rollout`), or everything else (`day`). */
  readonly events: 'day' | 'rollout';
  readonly fabricController: typeof fabricController;
  readonly guest: typeof guest;
  readonly server: typeof server;
}

const rolloutEvents = ['CONTINUE_ROLLOUT', 'DISABLE_MANAGEMENT', 'ROLL_OUT_FIXED_AGENT'] as const;
const dayEvents = [
  'SCALE_OUT',
  'DISABLE_MANAGEMENT',
  'ROLL_OUT_FIXED_AGENT',
  'EMERGENCY_UPDATE',
  'CORRECTED_UPDATE',
] as const;

/** The day as it was, except where other parameters are given. */
export const leapDay = (changed: Partial<LeapDayParameters> = {}) => {
  const parameters = {
    today: '2012-02-29',
    failFast: false,
    events: 'day' as const,
    threshold: 2,
    emergency: 'blast' as const,
    package: 'untested' as const,
    fabricController,
    guest,
    server,
    ...changed,
  };
  const { today, failFast, threshold, emergency } = parameters;
  if (!isDay(today))
    throw new ModelError('SYSTEM_INVALID', `'${today}' is no day.`, "Give one such as '2012-02-29'.", {
      system: 'leap-day',
    });
  if (!Number.isInteger(threshold) || threshold < 1)
    throw new ModelError(
      'SYSTEM_INVALID',
      `the HI threshold is ${threshold}.`,
      'Give a whole number of servers, at least 1.',
      { system: 'leap-day' },
    );
  const machine = parameters.server.provide({ actors: { guest: parameters.guest } });
  return defineSystem({
    name: 'leap-day',
    agents: {
      server1: agent(machine, { input: { name: 'server1', runs: 'web1', today, failFast } }),
      server2: agent(machine, { input: { name: 'server2', runs: 'web2', today, failFast } }),
      server3: agent(machine, { input: { name: 'server3', runs: 'web3', today, failFast } }),
      server4: agent(machine, { input: { name: 'server4', runs: 'web4', today, failFast } }),
      fabricController: agent(parameters.fabricController, {
        input: { threshold, emergency, package: parameters.package },
      }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    clock: { tick: minutes(25) },
    environment: [
      ...(parameters.events === 'rollout' ? rolloutEvents : dayEvents).map((type) => ({
        agent: 'fabricController' as const,
        event: { type },
        budget: 'any' as const,
      })),
    ],
  });
};
