/**
 * Which machines of several systems are one program: those with equal config and implementations, down to the very same
 * functions.
 *
 * Functions are told apart as objects, not by their text: two closures with one text may have captured different
 * values. So machines with one key behave alike, whatever made them; two that behave alike may have different keys.
 */
import type { AnySystem } from '../../system/system.ts';
import { isMachine, type Machine } from '../actor-logic.ts';
import { machinesOf } from './machines-of.ts';

/** Keys of machines. They can be compared where one object made them. */
export class MachineKeys {
  readonly #numbers = new Map<unknown, number>();
  readonly #keys = new Map<Machine, string>();

  /** Equal for machines that are one program, and only for those. */
  keyOf(machine: Machine): string {
    let key = this.#keys.get(machine);
    if (key === undefined) {
      key = this.#text(machine, []);
      this.#keys.set(machine, key);
    }
    return key;
  }

  /** Which key the machine has that a mutant changes, by `placeKey` of where it stands. */
  ofSystem(system: AnySystem): ReadonlyMap<string, string> {
    return new Map(
      machinesOf(system).map(({ machine, agents, child }) => [placeKey(agents, child), this.keyOf(machine)]),
    );
  }

  /** Keys stay in their order: it is the order of children, and of candidates. */
  #text(value: unknown, above: readonly unknown[]): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (value === null || value === undefined || typeof value === 'boolean') return String(value);
    if (typeof value !== 'object' || above.includes(value)) return this.#number(value);
    const inside = [...above, value];
    const list = (items: Iterable<unknown>): string =>
      Array.from(items, (item) => this.#text(item, inside)).join(',');
    if (isMachine(value)) {
      const { config, implementations } = value as unknown as Machine;
      return `machine(${list([value.constructor, config, implementations])})`;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Array.prototype) return `[${list(value as unknown[])}]`;
    if (prototype === Object.prototype || prototype === null)
      return `{${list(Object.entries(value).flat())}}`;
    return this.#number(value);
  }

  /** What is compared by identity. */
  #number(value: unknown): string {
    const number = this.#numbers.get(value) ?? this.#numbers.size;
    this.#numbers.set(value, number);
    return `#${number}`;
  }
}

/** Where a machine stands: in the family of the first agent that has it, as this child. */
export const placeKey = (agents: readonly string[], child: string | undefined): string =>
  JSON.stringify([agents[0], child ?? '']);
