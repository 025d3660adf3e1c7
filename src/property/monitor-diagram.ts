/**
 * The monitor of a formula as a Mermaid state diagram.
 *
 * A letter that no arrow speaks of changes nothing. A box that counts says how much time it has left at most and at
 * least; an arrow into it starts with the most, unless the arrow says otherwise.
 */
import { type AtomName, atomNames } from './atom-name.ts';
import { formulaText } from './formula-text.ts';
import { letterCondition } from './letter-condition.ts';
import { type MonitorAutomaton, VIOLATED } from './monitor-automaton.ts';
import { type Box, type MonitorGraph, monitorGraph } from './monitor-graph.ts';

export interface DiagramOptions {
  /** How a number of ticks is written: `10 min`. */
  readonly time: (ticks: number) => string;
  readonly names?: AtomName;
}

/** More boxes than that help nobody. */
const MOST_BOXES = 40;

/** Mermaid text; where the monitor is too large to be read, one box that says so. */
export function monitorDiagram(monitor: MonitorAutomaton, options: DiagramOptions): string {
  const { atoms } = monitor.form;
  const graph = monitorGraph(monitor);
  if (graph === undefined || graph.boxes.length > MOST_BOXES) {
    const states = graph === undefined ? 'many' : String(graph.boxes.length);
    return diagram([
      `state "too large to draw, ${atoms.length} atoms, ${states} states" as s0`,
      '[*] --> s0',
    ]);
  }
  const { names = atomNames(atoms), time } = options;
  const drawing = new Drawing(monitor, graph, names, time);
  return diagram([...drawing.boxes(), '[*] --> s0', ...drawing.arrows(), ...drawing.colours()]);
}

const diagram = (lines: readonly string[]): string =>
  ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');

/** Text where Mermaid expects a description: its own signs as entities. */
export const described = (text: string): string =>
  text.replace(/[#;:"<>`%{}\\&]/g, (sign) => `#${sign.charCodeAt(0)};`);

class Drawing {
  readonly #monitor: MonitorAutomaton;
  readonly #graph: MonitorGraph;
  readonly #names: AtomName;
  readonly #time: (ticks: number) => string;

  constructor(
    monitor: MonitorAutomaton,
    graph: MonitorGraph,
    names: AtomName,
    time: (ticks: number) => string,
  ) {
    this.#monitor = monitor;
    this.#graph = graph;
    this.#names = names;
    this.#time = time;
  }

  boxes(): readonly string[] {
    return this.#graph.boxes.map(
      (box, index) => `state "${described(this.#textOf(box, index))}" as s${index}`,
    );
  }

  #textOf({ states, longest }: Box, index: number): string {
    const state = states[0]!;
    if (state === VIOLATED) return 'violated';
    if (this.#monitor.isSatisfied(state)) return 'satisfied';
    const parts = [this.#monitor.owes(state) ? `${index} owes` : String(index)];
    if (longest !== undefined) {
      const least = longest - states.length + 1;
      parts.push(`${this.#time(longest)}${least < longest ? ` … ${this.#time(least)}` : ''} left`);
    }
    return parts.join(', ');
  }

  arrows(): readonly string[] {
    return this.#graph.boxes.flatMap((box, index) => [
      ...this.#lettersFrom(box, index),
      ...this.#timeFrom(box, index),
    ]);
  }

  #lettersFrom({ states }: Box, index: number): readonly string[] {
    const arrows = new Map<
      string,
      { readonly to: number; readonly entry: string; readonly letters: number[] }
    >();
    for (let letter = 0; letter < this.#graph.letters; letter++) {
      const arrow = this.#arrowAt(states, letter);
      if (arrow === undefined) continue;
      const key = `${arrow.to}${arrow.entry}`;
      const same = arrows.get(key) ?? { ...arrow, letters: [] };
      same.letters.push(letter);
      arrows.set(key, same);
    }
    return [...arrows.values()].map(({ to, entry, letters }) => {
      const condition = letterCondition(letters, this.#monitor.form.atoms);
      return `s${index} --> s${to} : ${described(`${formulaText(condition, { names: this.#names })}${entry}`)}`;
    });
  }

  /** Where a letter leads from a box, and how it enters there; undefined where it changes nothing. */
  #arrowAt(
    states: readonly number[],
    letter: number,
  ): { readonly to: number; readonly entry: string } | undefined {
    const after = states.map((state) => this.#monitor.step(state, letter));
    if (after.every((state, index) => state === states[index])) return undefined;
    const first = after[0]!;
    const to = this.#graph.boxOf.get(first)!;
    if (after.some((state) => state !== first)) return { to, entry: ', time goes on' };
    return { to, entry: this.#entry(first) };
  }

  #entry(state: number): string {
    const { states, longest } = this.#graph.boxes[this.#graph.boxOf.get(state)!]!;
    if (longest === undefined || state === states[0]) return '';
    return `, with ${this.#time(longest - states.indexOf(state))} left`;
  }

  #timeFrom({ states, longest }: Box, index: number): readonly string[] {
    if (longest === undefined) return [];
    const after = this.#monitor.elapse(states.at(-1)!, 1);
    return [`s${index} --> s${this.#graph.boxOf.get(after)!} : time is up${described(this.#entry(after))}`];
  }

  colours(): readonly string[] {
    const marked = (kind: string, style: string, is: (state: number) => boolean): readonly string[] => {
      const boxes = this.#graph.boxes.flatMap(({ states }, index) => (is(states[0]!) ? [`s${index}`] : []));
      return boxes.length === 0 ? [] : [`classDef ${kind} ${style}`, `class ${boxes.join(',')} ${kind}`];
    };
    return [
      ...marked('violated', 'fill:#fdd,stroke:#b00', (state) => state === VIOLATED),
      ...marked('satisfied', 'fill:#dfd,stroke:#080', (state) => this.#monitor.isSatisfied(state)),
      ...marked('owes', 'stroke-dasharray:4', (state) => state !== VIOLATED && this.#monitor.owes(state)),
    ];
  }
}
