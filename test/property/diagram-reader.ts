/**
 * Reads the Mermaid diagrams of monitors, refuses what Mermaid's grammar would not take for one, and walks them.
 *
 * The grammar is that of Mermaid 11 as far as these diagrams use it: `state "text" as id`, `a --> b : text`,
 * `classDef`, `class`. Descriptions may have neither `:` nor `;` nor quotes; entities `#59;` stand for them.
 */

import { atomNames } from '../../src/property/atom-name.ts';
import { type Atom, type Formula, truthOf } from '../../src/property/formula.ts';
import { formulaRead } from './formula-reader.ts';
import type { Walker } from './words-of.ts';

interface DrawnBox {
  readonly text: string;
  readonly kinds: readonly string[];
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export interface Diagram {
  readonly boxes: ReadonlyMap<string, DrawnBox>;
  readonly start: string;
  readonly arrows: readonly Arrow[];
}

const ENTITY = /#(\d+);/g;
const plain = (text: string): string => {
  if (/[:;"<>`%{}\\&]/.test(text.replace(ENTITY, ''))) throw new Error(`Mermaid would not read: ${text}`);
  return text.replace(ENTITY, (_, code: string) => String.fromCharCode(Number(code)));
};

export function diagramRead(text: string): Diagram {
  const [first, ...lines] = text.split('\n');
  if (first !== 'stateDiagram-v2') throw new Error(`no state diagram begins with ${first}`);
  const texts = new Map<string, string>();
  const kinds = new Map<string, string[]>();
  const defined = new Set<string>();
  const arrows: Arrow[] = [];
  let start = '';
  for (const line of lines.map((one) => one.trim())) {
    const state = /^state "([^"]*)" as (s\d+)$/.exec(line);
    const begin = /^\[\*\] --> (s\d+)$/.exec(line);
    const arrow = /^(s\d+) --> (s\d+) : (.+)$/.exec(line);
    const style = /^classDef (\w+) [\w-]+:[\w#]+(?:,[\w-]+:[\w#]+)*$/.exec(line);
    const styled = /^class (s\d+(?:,s\d+)*) (\w+)$/.exec(line);
    if (state !== null) texts.set(state[2]!, plain(state[1]!));
    else if (begin !== null) start = begin[1]!;
    else if (arrow !== null) arrows.push({ from: arrow[1]!, to: arrow[2]!, text: plain(arrow[3]!) });
    else if (style !== null) defined.add(style[1]!);
    else if (styled !== null && defined.has(styled[2]!)) {
      for (const box of styled[1]!.split(',')) kinds.set(box, [...(kinds.get(box) ?? []), styled[2]!]);
    } else throw new Error(`Mermaid would not read: ${line}`);
  }
  const boxes = new Map([...texts].map(([id, one]) => [id, { text: one, kinds: kinds.get(id) ?? [] }]));
  const known = [start, ...arrows.flatMap(({ from, to }) => [from, to]), ...kinds.keys()];
  const unknown = known.find((id) => !boxes.has(id));
  if (unknown !== undefined) throw new Error(`'${unknown}' is no state of the diagram`);
  return { boxes, start, arrows };
}

/** Where one is in a diagram: the box, and the ticks that are left in it. */
export interface Place {
  readonly box: string;
  readonly left: number | undefined;
}

interface Edge {
  readonly to: string;
  readonly condition: Formula;
  readonly entry: string | undefined;
}

const ENTRY = /^(.*?)(?:, (time goes on|with (\d+) left))?$/;

/** Walks a diagram in which times are written in ticks. */
export function walkerOfDiagram({ boxes, start, arrows }: Diagram, atoms: readonly Atom[]): Walker<Place> {
  const names = atomNames(atoms);
  const named = new Map(atoms.map((one) => [names(one), one]));
  const longest = new Map<string, number | undefined>();
  const shortest = new Map<string, number | undefined>();
  for (const [id, { text }] of boxes) {
    const range = /, (\d+)(?: … (\d+))? left$/.exec(text);
    longest.set(id, range === null ? undefined : Number(range[1]));
    shortest.set(id, range === null ? undefined : Number(range[2] ?? range[1]));
  }
  const edges = new Map<string, Edge[]>();
  const whenOver = new Map<string, Edge>();
  for (const { from, to, text } of arrows) {
    const [, said = '', entry] = ENTRY.exec(text)!;
    const isTime = said === 'time is up';
    const condition: Formula = isTime
      ? { op: 'true' }
      : formulaRead(said, (name) => named.get(name) ?? fail(`no atom is called '${name}'`));
    if (isTime) whenOver.set(from, { to, condition, entry });
    else edges.set(from, [...(edges.get(from) ?? []), { to, condition, entry }]);
  }
  const entered = ({ to, entry }: Edge, left: number | undefined): Place => {
    if (entry === undefined) return { box: to, left: longest.get(to) };
    return { box: to, left: entry === 'time goes on' ? left : Number(/\d+/.exec(entry)![0]) };
  };
  return {
    start: { box: start, left: longest.get(start) },
    step: ({ box, left }, letter) => {
      const taken = (edges.get(box) ?? []).filter(({ condition }) =>
        truthOf(condition, (one) => ((letter >> atoms.indexOf(one)) & 1) === 1),
      );
      if (taken.length > 1) throw new Error(`two arrows leave ${box} by letter ${letter}`);
      return taken.length === 0 ? { box, left } : entered(taken[0]!, left);
    },
    tick: ({ box, left }) => {
      if (left === undefined) return { box, left };
      if (left > shortest.get(box)!) return { box, left: left - 1 };
      return entered(whenOver.get(box) ?? fail(`time is up in ${box}, and no arrow says so`), left);
    },
    says: ({ box }) => {
      const { kinds, text } = boxes.get(box)!;
      for (const kind of ['violated', 'satisfied', 'owes']) {
        if (text.includes(kind) !== kinds.includes(kind)) throw new Error(`${box} is and is not ${kind}`);
      }
      return {
        violated: kinds.includes('violated'),
        satisfied: kinds.includes('satisfied'),
        owes: kinds.includes('owes'),
      };
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
