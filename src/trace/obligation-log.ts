/**
 * What a claim asks of the future, as its monitor goes along: when it was asked for, until when, and how it ended.
 */
import type { MonitorAutomaton } from '../property/monitor-automaton.ts';
import { VIOLATED } from '../property/monitor-automaton.ts';
import type { NormalForm } from '../property/normal-form.ts';
import type { Obligation } from './trace.ts';

interface Owed {
  readonly family: number;
  readonly node: number;
  readonly kind: Obligation['kind'];
  /** In ticks from now; Infinity where there is no deadline. */
  readonly left: number;
}

export class ObligationLog {
  readonly #monitor: MonitorAutomaton;
  readonly #tick: number;
  readonly #text: (form: NormalForm, node: number) => string;
  readonly #open = new Map<number, Obligation>();
  readonly #closed: Obligation[] = [];

  /**
   * @param tick milliseconds
   * @param text what the right side of an until or release is called
   */
  constructor(monitor: MonitorAutomaton, tick: number, text: (form: NormalForm, node: number) => string) {
    this.#monitor = monitor;
    this.#tick = tick;
    this.#text = text;
  }

  /** The monitor is in `state` after letter `letter`, at `time` (milliseconds). */
  note(state: number, letter: number, time: number): void {
    if (state === VIOLATED) {
      for (const [family, obligation] of this.#open) {
        const late = obligation.due === undefined || obligation.due <= time || obligation.kind === 'keep';
        this.#close(family, letter, late ? 'missed' : 'open');
      }
      return;
    }
    const owed = this.#owedIn(state);
    for (const family of [...this.#open.keys()]) {
      if (!owed.some((other) => other.family === family)) this.#close(family, letter, 'met');
    }
    for (const { family, node, kind, left } of owed) {
      const due = left === Number.POSITIVE_INFINITY ? undefined : time + left * this.#tick;
      const known = this.#open.get(family);
      if (known !== undefined && known.due === due) continue;
      if (known !== undefined) this.#close(family, letter, 'met');
      const text = this.#text(this.#monitor.form, node);
      this.#open.set(family, {
        text,
        kind,
        opened: letter,
        ...(due !== undefined && { due }),
        ended: 'open',
      });
    }
  }

  /** All of them, in the order in which they were opened. */
  get obligations(): readonly Obligation[] {
    return [...this.#closed, ...this.#open.values()].sort((a, b) => a.opened - b.opened);
  }

  #close(family: number, letter: number, ended: Obligation['ended']): void {
    const obligation = this.#open.get(family)!;
    this.#open.delete(family);
    this.#closed.push({ ...obligation, ended, ...(ended !== 'open' && { closed: letter }) });
  }

  /** What every way to go on asks for: untils, and releases that end. Of several deadlines the latest. */
  #owedIn(state: number): readonly Owed[] {
    const ways = this.#monitor.waysOf(state).map((way) => way.flatMap((id) => this.#asOwed(id)));
    const [first = [], ...others] = ways;
    return first.flatMap((owed) => {
      const same = others.map((way) => way.find(({ family }) => family === owed.family));
      if (same.includes(undefined)) return [];
      return [same.reduce<Owed>((latest, other) => (other!.left > latest.left ? other! : latest), owed)];
    });
  }

  #asOwed(id: number): readonly Owed[] {
    const node = this.#monitor.form.node(id);
    if (node.kind !== 'until' && node.kind !== 'release') return [];
    if (node.kind === 'release' && node.to === Number.POSITIVE_INFINITY) return [];
    const kind = node.kind === 'until' ? 'happen' : 'keep';
    return [{ family: node.family, node: id, kind, left: node.to }];
  }
}
