/**
 * An online migration over NPIV whose target probes the storage while the guest is frozen, as HP Integrity VM does it.
 *
 * Hyper-V connects the second set of names before the blackout and has no such probe; the contrast is why it is here.
 */
import { agent, defineSystem, seconds, type Window } from 'redhound';
import { frozenSource } from './frozen-phase/frozen-source.ts';
import { probingTarget } from './frozen-phase/probing-target.ts';

export interface FrozenPhaseParameters {
  readonly frozenSource: typeof frozenSource;
  readonly probingTarget: typeof probingTarget;
  /** How long the storage takes to answer the probe. */
  readonly probe: Window;
}

/** A storage that takes ten to twenty seconds, except where others are given; the longest seen in the field is 79 s. Ticks are of five. */
export const frozenPhase = (changed: Partial<FrozenPhaseParameters> = {}) => {
  const { probe = [seconds(10), seconds(20)] } = changed;
  if (!(probe[0] > 0 && probe[1] >= probe[0])) {
    throw new Error(
      `models/frozen-phase.ts: \`probe\` is [${probe[0]}, ${probe[1]}] ms. Give a shortest time of more than 0 ms, and a longest that is not less.`,
    );
  }
  return defineSystem({
    name: 'frozen-phase',
    agents: {
      source: changed.frozenSource ?? frozenSource,
      target: agent(changed.probingTarget ?? probingTarget, { delays: { probe } }),
    },
    environment: [{ agent: 'source', event: { type: 'MIGRATE' }, budget: 'any' }],
    clock: { tick: seconds(5) },
  });
};
