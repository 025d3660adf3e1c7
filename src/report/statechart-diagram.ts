/**
 * A statechart as a Mermaid state diagram, shaded by what a search went through.
 *
 * Mermaid draws no arrow from a box to a part of it. So what holds in all of a box's states starts at a node "any
 * state" inside it, and a way back to the whole ends in the state that is entered first.
 */
import type { ChartState, ChartTransition } from '../agent/statechart.ts';
import { described } from '../property/monitor-diagram.ts';
import type { MachineCoverage } from '../verdict/coverage-report.ts';

/** Mermaid text. */
export const statechartDiagram = (machine: MachineCoverage): string => new Drawing(machine).text();

class Drawing {
  readonly #machine: MachineCoverage;
  readonly #ids: ReadonlyMap<string, string>;
  readonly #byPath: ReadonlyMap<string, ChartState>;

  constructor(machine: MachineCoverage) {
    this.#machine = machine;
    const { states } = machine.chart;
    this.#ids = new Map(states.map(({ path }, index) => [path, `s${index}`]));
    this.#byPath = new Map(states.map((state) => [state.path, state]));
  }

  text(): string {
    const lines = [...this.#whole(), ...this.#arrows().map((line) => `  ${line}`), ...this.#shades()];
    return ['stateDiagram-v2', ...lines].join('\n');
  }

  /** Regions must stand in a box, so that a machine that is parallel itself gets one. */
  #whole(): string[] {
    const { id, states } = this.#machine.chart;
    if (states[0]!.type !== 'parallel') return this.#inside('', '  ');
    return [`  state "${described(id)}" as s0 {`, ...this.#inside('', '    '), '  }'];
  }

  /** The states in a box, regions of a parallel one apart. */
  #inside(path: string, indent: string): string[] {
    const { initial, type } = this.#byPath.get(path)!;
    const lines = this.#childrenOf(path).flatMap((child, index) => [
      ...(type === 'parallel' && index > 0 ? [`${indent}--`] : []),
      ...this.#box(child, indent),
    ]);
    if (initial !== undefined) lines.unshift(`${indent}[*] --> ${this.#ids.get(initial)}`);
    if (this.#hasAnyState(path)) {
      if (type === 'parallel') lines.push(`${indent}--`);
      lines.push(...this.#named(`${this.#ids.get(path)}any`, 'any state', this.#remarks(path), indent));
    }
    // A machine of one state has nothing inside: the machine itself is drawn.
    return lines.length === 0 ? this.#named('s0', this.#machine.chart.id, this.#remarks(''), indent) : lines;
  }

  #box({ path, type, history, entry, exit }: ChartState, indent: string): string[] {
    const id = this.#ids.get(path)!;
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (type === 'history') return [`${indent}state "${history === 'deep' ? 'H#42;' : 'H'}" as ${id}`];
    if (this.#childrenOf(path).length > 0) {
      const inside = this.#inside(path, `${indent}  `);
      return [`${indent}state "${described(name)}" as ${id} {`, ...inside, `${indent}}`];
    }
    const own = [...doing('entry', entry), ...doing('exit', exit), ...this.#remarks(path)];
    const ends = type === 'final' ? [`${indent}${id} --> [*]`] : [];
    return [...this.#named(id, name, own, indent), ...ends];
  }

  #named(id: string, name: string, remarks: readonly string[], indent: string): string[] {
    return [
      `${indent}state "${described(name)}" as ${id}`,
      ...remarks.map((remark) => `${indent}${id} : ${described(remark)}`),
    ];
  }

  /** Reactions that stay where they are; they need no arrow. */
  #remarks(path: string): string[] {
    return this.#transitionsFrom(path).flatMap(([transition, index]) =>
      transition.targets.length === 0 ? [this.#label(transition, index)] : [],
    );
  }

  /** All arrows between two nodes as one. */
  #arrows(): string[] {
    const arrows = new Map<string, string[]>();
    for (const { path } of this.#machine.chart.states) {
      for (const [transition, index] of this.#transitionsFrom(path)) {
        for (const target of transition.targets) {
          const key = `${this.#start(path)} --> ${this.#end(path, target)}`;
          arrows.set(key, [...(arrows.get(key) ?? []), described(this.#label(transition, index))]);
        }
      }
    }
    return [...arrows].map(([arrow, labels]) => `${arrow} : ${labels.join('<br/>')}`);
  }

  #start(path: string): string {
    return `${this.#ids.get(path)}${this.#hasAnyState(path) ? 'any' : ''}`;
  }

  #end(source: string, target: string): string {
    let end = target;
    while (source === end || isBelow(source, end) || end === '') {
      const { initial } = this.#byPath.get(end)!;
      if (initial === undefined) break;
      end = initial;
    }
    const isOwnBox = source !== end && isBelow(source, end);
    return `${this.#ids.get(end)}${isOwnBox || (source === end && this.#hasAnyState(end)) ? 'any' : ''}`;
  }

  #label({ event, guard, actions }: ChartTransition, index: number): string {
    const { taken, takenIn } = this.#machine.transitions[index]!;
    const mark = taken ? '' : takenIn === undefined ? '✗ ' : '◇ ';
    const condition = guard === undefined ? '' : ` [${guard}]`;
    return `${mark}${event}${condition}${actions.length === 0 ? '' : ` / ${actions.join(', ')}`}`;
  }

  #transitionsFrom(path: string): (readonly [ChartTransition, number])[] {
    return this.#machine.chart.transitions.flatMap((transition, index) =>
      transition.source === path ? [[transition, index] as const] : [],
    );
  }

  #childrenOf(path: string): readonly ChartState[] {
    return this.#machine.chart.states.filter(({ parent }) => parent === path);
  }

  /** A box of which some transition starts, or ends at the box itself from inside. */
  #hasAnyState(path: string): boolean {
    if (this.#childrenOf(path).length === 0) return false;
    const { initial } = this.#byPath.get(path)!;
    return this.#machine.chart.transitions.some(
      ({ source, targets }) =>
        source === path ||
        (initial === undefined && targets.some((target) => target === path && isBelow(source, path))),
    );
  }

  #shades(): string[] {
    const { chart, entered } = this.#machine;
    const never = chart.states.filter(({ path }, index) => path !== '' && !entered[index]);
    const any = chart.states.filter(({ path }) => this.#hasAnyState(path));
    return [
      ...shade(
        'never',
        'fill:#eee,stroke:#999,color:#666,stroke-dasharray:4',
        never.map(({ path }) => this.#ids.get(path)!),
      ),
      ...shade(
        'any',
        'stroke-dasharray:2',
        any.map(({ path }) => `${this.#ids.get(path)}any`),
      ),
    ];
  }
}

const isBelow = (path: string, ancestor: string): boolean =>
  path !== ancestor && (ancestor === '' || path.startsWith(`${ancestor}.`));

const doing = (word: string, actions: readonly string[]): string[] => {
  // The start and the cancellation of an `after` show in its arrow.
  const own = actions.filter((action) => !/^(raise xstate\.after\.|cancel$)/.test(action));
  return own.length === 0 ? [] : [`${word} / ${own.join(', ')}`];
};

const shade = (kind: string, style: string, nodes: readonly string[]): string[] =>
  nodes.length === 0 ? [] : [`  classDef ${kind} ${style}`, `  class ${nodes.join(',')} ${kind}`];
