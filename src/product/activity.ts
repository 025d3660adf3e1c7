/**
 * Who can act in a state: agents that run, agents that take messages, links that are cut.
 */
import { ENDED, RUNNING as LIVE } from '../agent/agent-tables.ts';
import type { StateVector } from './state-vector.ts';
import { type Link, RUNNING, type SystemModel } from './system-model.ts';

/** Is not hung. */
export function responds(model: SystemModel, state: StateVector, agent: number): boolean {
  const slot = model.hangSlots[agent]!;
  return slot === -1 || model.reads.read(state, slot) === RUNNING;
}

/** Runs: not crashed, not hung, not at its end. */
export function acts(model: SystemModel, state: StateVector, agent: number): boolean {
  return (
    responds(model, state, agent) && model.agents[agent]!.liveness[model.reads.read(state, agent)] === LIVE
  );
}

/** Messages reach it: an agent at its end discards them, a crashed or hung one takes nothing. */
export function takes(model: SystemModel, state: StateVector, agent: number): boolean {
  return (
    responds(model, state, agent) && model.agents[agent]!.liveness[model.reads.read(state, agent)]! <= ENDED
  );
}

/** A partition cuts it now. */
export function isCut(model: SystemModel, state: StateVector, link: Link): boolean {
  for (const { slot } of link.cuts) if (model.reads.read(state, slot) === 1) return true;
  return false;
}

/** A partition cuts it now, and what is on it waits for the heal. */
export function isHeld(model: SystemModel, state: StateVector, link: Link): boolean {
  for (const { slot, held } of link.cuts) if (held && model.reads.read(state, slot) === 1) return true;
  return false;
}

/** The agent’s hang flag: `RUNNING`, `FROZEN` or `OVERDUE`. */
export function hangOf(model: SystemModel, state: StateVector, agent: number): number {
  const slot = model.hangSlots[agent]!;
  return slot === -1 ? RUNNING : model.reads.read(state, slot);
}
