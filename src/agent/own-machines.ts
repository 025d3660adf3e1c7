/**
 * The machines of one agent's family: clones that tell what they evaluate, and that nobody else runs.
 */
import { isMachine, type Machine, privateClone } from './actor-logic.ts';
import { freezeDeeply } from './plain-data.ts';
import type { TransitionRecord } from './transition-record.ts';

export class OwnMachines {
  /** The action that was resolved last; none since a guard was. */
  actionName: string | undefined;
  readonly #root: Machine;
  readonly #record: TransitionRecord | undefined;
  readonly #clones = new Map<object, Machine>();
  readonly #inlineSources = new Map<unknown, string>();
  #delayName: string | undefined;

  /**
   * @param root the agent's own machine
   * @param record is shown what clones go through
   */
  constructor(root: Machine, record: TransitionRecord | undefined) {
    this.#root = root;
    this.#record = record;
  }

  /** The clone of a machine, which is its own one. */
  of(machine: Machine): Machine {
    let clone = this.#clones.get(machine);
    if (clone === undefined) {
      clone = privateClone(machine, {
        delay: (name) => {
          this.#delayName = name;
        },
        action: (name) => {
          this.actionName = name;
        },
        guard: () => {
          this.actionName = undefined;
        },
      });
      freezeDeeply(clone.config['context']);
      this.#record?.watch(clone, machine === this.#root ? '' : machine.id);
      this.#clones.set(machine, clone);
      this.#clones.set(clone, clone);
    }
    return clone;
  }

  /** The delay that was resolved since this was asked, if any. */
  takeDelayName(): string | undefined {
    const name = this.#delayName;
    this.#delayName = undefined;
    return name;
  }

  /** What the source of an invoked or spawned child is called: inline ones by their order. */
  sourceOf(source: unknown): string {
    if (typeof source === 'string') return source;
    let name = this.#inlineSources.get(source);
    if (name === undefined) {
      const id = typeof source === 'object' && source !== null && isMachine(source) ? source.id : 'inline';
      name = `${id}#${this.#inlineSources.size}`;
      this.#inlineSources.set(source, name);
    }
    return name;
  }
}
