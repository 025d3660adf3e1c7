/**
 * Which states, transitions and guards of an agent's machines each step went through, as XState itself shows it.
 *
 * On a private clone of a machine, each transition and each entry begins with an action that notes that XState came
 * by, and each guard is asked through a function that notes what it says. XState's inspection events would not do: they
 * list what was selected, with transitions that give way to others in the same microstep.
 */
import type { Machine, TransitionDefinition } from './actor-logic.ts';
import { stateNodesOf } from './actor-logic.ts';
import { type Statechart, statechartOf, transitionsOf } from './statechart.ts';

/** A machine that is watched: the agent's own, or that of a child. */
export interface WatchedMachine {
  /** Empty for the agent's own machine; the `src` of a child. */
  readonly source: string;
  readonly chart: Statechart;
  /** The mark of the chart's first state; the others follow in its order, then three for each transition. */
  readonly firstMark: number;
}

/** What may be said of a transition, as offsets of its first mark. */
export const TAKEN = 0;
export const GUARD_TRUE = 1;
export const GUARD_FALSE = 2;
export const MARKS_PER_TRANSITION = 3;

type Check = (...parameters: readonly unknown[]) => unknown;

export class TransitionRecord {
  readonly machines: WatchedMachine[] = [];
  readonly #steps: (ReadonlySet<number> | undefined)[] = [];
  #marks = 0;
  #current = new Set<number>();

  /** Watches a private clone of a machine. */
  watch(clone: Machine, source: string): void {
    // Read before guards are wrapped: readers know them by their own names.
    this.machines.push({ source, chart: statechartOf(clone), firstMark: this.#marks });
    for (const node of stateNodesOf(clone.root)) {
      node.entry = [this.#notingAction(this.#marks++), ...node.entry];
    }
    const watched = new Map<string, unknown>();
    for (const transition of transitionsOf(clone)) {
      transition.actions = [this.#notingAction(this.#marks + TAKEN), ...transition.actions];
      if (transition.guard !== undefined) this.#watchGuard(clone, transition, watched);
      this.#marks += MARKS_PER_TRANSITION;
    }
    const { guards } = clone.implementations;
    clone.implementations.guards = new Proxy(guards as Record<string, unknown>, {
      get: (target, name, receiver) =>
        (Reflect.get(target, name, receiver) as unknown) ?? watched.get(name as string),
    });
  }

  /** A step begins. */
  begin(): void {
    this.#current = new Set();
  }

  /** The step that began last has this id. */
  end(step: number): void {
    this.#steps[step] = this.#current;
  }

  marksOf(step: number): ReadonlySet<number> {
    return this.#steps[step] ?? new Set();
  }

  /** An action in XState's own form: it is resolved where it stands, changes nothing and asks for nothing. */
  #notingAction(mark: number): unknown {
    return Object.assign(() => {}, {
      resolve: (_scope: unknown, snapshot: unknown) => {
        this.#current.add(mark);
        return [snapshot, undefined, undefined];
      },
    });
  }

  /**
   * Puts a guard of one transition under a name of its own, so that XState's lookup leads to a function that asks the
   * real one and notes what it says. A name that leads nowhere is left to XState, which complains.
   */
  #watchGuard(clone: Machine, transition: TransitionDefinition, watched: Map<string, unknown>): void {
    const mark = this.#marks;
    const wrapped = (guard: unknown): unknown => {
      if (typeof guard === 'function') return this.#noting(guard as Check, mark);
      const reference = typeof guard === 'string' ? { type: guard } : (guard as { readonly type: string });
      const { type } = reference;
      const meant = clone.implementations.guards[type];
      if (meant === undefined) return guard;
      const name = `${type}\u0000${mark}`;
      if (!watched.has(name)) {
        watched.set(name, undefined);
        watched.set(name, wrapped(meant));
      }
      return { ...reference, type: name };
    };
    transition.guard = wrapped(transition.guard);
  }

  #noting(guard: Check, mark: number): Check {
    const note = (result: unknown): unknown => {
      this.#current.add(mark + (result ? GUARD_TRUE : GUARD_FALSE));
      return result;
    };
    const { check } = guard as unknown as { readonly check?: Check };
    if (check === undefined) return (...parameters) => note(guard(...parameters));
    const composed = (): never => {
      throw new Error('a guard made of guards is checked, not called');
    };
    // XState hands a composed guard to its own check: it must see the real one, which holds the parts.
    return Object.assign(composed, {
      check: (snapshot: unknown, parameters: unknown) => note(check(snapshot, parameters, guard)),
    });
  }
}
