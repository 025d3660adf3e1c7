/**
 * Where the states of a statechart stand, and how its transitions run.
 *
 * Each compound state is laid out by itself with dagre, from the inside out, and stands in the next as one box. So a
 * transition is drawn between two boxes that stand side by side: where it begins or ends deeper, its words say so.
 * What a state does without leaving itself is a line of words in its box.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { ChartNode } from '../../trace/explanation.ts';

export interface ChartBox {
  readonly id: string;
  readonly key: string;
  readonly kind: ChartNode['type'];
  readonly isInitial: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What it does without leaving, below its name. */
  readonly lines: readonly ChartLine[];
}

/** Words of one transition; `key` names it. */
export interface ChartLine {
  readonly key: string;
  readonly text: string;
}

export interface ChartEdge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly labels: readonly ChartLine[];
  /** The middle of the labels. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ChartBox[];
  readonly edges: readonly ChartEdge[];
}

export const LINE = 15;
export const TITLE = 26;
const PADDING = 14;

/** What is in sight at once, about. */
const PAGE = { width: 840, height: 520 };

/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/** Names a transition: the state that has it, and which of its transitions it is. */
export const transitionKey = (source: string, index: number): string => JSON.stringify([source, index]);

export function chartLayout(nodes: readonly ChartNode[], measure: Measure): ChartLayout {
  const directions = ['TB', 'LR'] as const;
  const drawn = directions.map((direction) => new Drawing(nodes, measure, direction).drawn());
  // The one that fits a page of ordinary shape with the least shrinking.
  const fit = ({ width, height }: ChartLayout): number => Math.max(width / PAGE.width, height / PAGE.height);
  return fit(drawn[0]!) <= fit(drawn[1]!) ? drawn[0]! : drawn[1]!;
}

/** One container laid out: its boxes relative to its upper left corner. */
interface Inside {
  readonly width: number;
  readonly height: number;
  readonly boxes: ChartBox[];
  readonly edges: ChartEdge[];
}

class Drawing {
  readonly #nodes: ReadonlyMap<string, ChartNode>;
  readonly #children = new Map<string | undefined, ChartNode[]>();
  readonly #lines = new Map<string, ChartLine[]>();
  /** By container, and by the boxes that it joins: the words of an edge. */
  readonly #edges = new Map<string, Map<string, { from: string; to: string; labels: ChartLine[] }>>();
  readonly #measure: Measure;
  readonly #direction: 'TB' | 'LR';

  constructor(nodes: readonly ChartNode[], measure: Measure, direction: 'TB' | 'LR') {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#measure = measure;
    this.#direction = direction;
    for (const node of nodes) {
      const siblings = this.#children.get(node.parent) ?? [];
      siblings.push(node);
      this.#children.set(node.parent, siblings);
    }
    for (const node of nodes) this.#sort(node);
  }

  drawn(): ChartLayout {
    const [root] = this.#children.get(undefined)!;
    const lines = this.#lines.get(root!.id) ?? [];
    const inside = this.#inside(root!);
    // The root is the sheet itself; what it does anywhere is said above.
    const head = lines.length === 0 ? 0 : lines.length * LINE + 10;
    const width = Math.max(inside.width, ...lines.map(({ text }) => this.#measure(text) + 16));
    const moved = shifted(inside, (width - inside.width) / 2, head);
    const box: ChartBox = {
      id: root!.id,
      key: root!.key,
      kind: root!.type,
      isInitial: false,
      x: 0,
      y: 0,
      width,
      height: inside.height + head,
      lines,
    };
    return { width, height: box.height, boxes: [box, ...moved.boxes], edges: moved.edges };
  }

  /** Decides whether each transition of a state is a line in its box, or an edge of some container. */
  #sort({ id, transitions }: ChartNode): void {
    for (const [index, { event, guard, targets }] of transitions.entries()) {
      const key = transitionKey(id, index);
      const text = `${triggerText(event)}${guard === undefined ? '' : ` [${guard}]`}`;
      const [target] = targets;
      const ends = target === undefined ? undefined : this.#ends(id, target);
      if (ends === undefined) {
        const goal =
          target === undefined
            ? ''
            : target === id
              ? ' ↻'
              : ` → ${targets.map((to) => this.#key(to)).join(', ')}`;
        const lines = this.#lines.get(id) ?? [];
        lines.push({ key, text: text + goal });
        this.#lines.set(id, lines);
        continue;
      }
      const { container, from, to } = ends;
      const inner = from === id ? '' : `${this.#key(id)}: `;
      const outer = to === target ? '' : ` → ${this.#key(target!)}`;
      const edges = this.#edges.get(container) ?? new Map();
      this.#edges.set(container, edges);
      const pair = JSON.stringify([from, to]);
      const edge = edges.get(pair) ?? { from, to, labels: [] };
      edge.labels.push({ key, text: inner + text + outer });
      edges.set(pair, edge);
    }
  }

  /** The boxes that stand side by side and hold the two states; undefined where one holds the other. */
  #ends(source: string, target: string): { container: string; from: string; to: string } | undefined {
    const up = this.#path(source);
    const down = this.#path(target);
    let level = 0;
    while (level < up.length && level < down.length && up[level] === down[level]) level++;
    if (level === up.length || level === down.length || level === 0) return undefined;
    return { container: up[level - 1]!, from: up[level]!, to: down[level]! };
  }

  /** Ids from the root to a state. */
  #path(id: string): readonly string[] {
    const path: string[] = [];
    for (let at: string | undefined = id; at !== undefined; at = this.#nodes.get(at)?.parent)
      path.unshift(at);
    return path;
  }

  #key(id: string): string {
    return this.#nodes.get(id)?.key ?? id;
  }

  #inside({ id, type, initial }: ChartNode): Inside {
    const children = this.#children.get(id) ?? [];
    const graph = new Graph({ multigraph: true });
    const lateral = type === 'parallel' ? 'LR' : this.#direction;
    graph.setGraph({
      rankdir: lateral,
      nodesep: 22,
      ranksep: 26,
      edgesep: 12,
      marginx: PADDING,
      marginy: PADDING,
    });
    graph.setDefaultEdgeLabel(() => ({}));
    const insides = new Map<string, Inside>();
    for (const child of children) {
      const inside = this.#children.has(child.id) ? this.#inside(child) : undefined;
      if (inside !== undefined) insides.set(child.id, inside);
      const lines = this.#lines.get(child.id) ?? [];
      const words = Math.max(this.#measure(child.key) + 14, ...lines.map(({ text }) => this.#measure(text)));
      graph.setNode(child.id, {
        width: Math.max(56, words + 22, inside?.width ?? 0),
        height: TITLE + lines.length * LINE + (lines.length > 0 ? 5 : 0) + (inside?.height ?? 0),
      });
    }
    for (const [name, { from, to, labels }] of this.#edges.get(id) ?? []) {
      const width = Math.max(...labels.map(({ text }) => this.#measure(text))) + 10;
      graph.setEdge(from, to, { width, height: labels.length * LINE, labelpos: 'c', labels }, name);
    }
    layout(graph);
    const { width = 2 * PADDING, height = 2 * PADDING } = children.length === 0 ? {} : graph.graph();
    const boxes: ChartBox[] = [];
    const edges: ChartEdge[] = [];
    for (const child of children) {
      const placed = graph.node(child.id) as { x: number; y: number; width: number; height: number };
      const [x, y] = [placed.x - placed.width / 2, placed.y - placed.height / 2];
      const lines = this.#lines.get(child.id) ?? [];
      boxes.push({
        id: child.id,
        key: child.key,
        kind: child.type,
        isInitial: child.id === initial,
        x,
        y,
        width: placed.width,
        height: placed.height,
        lines,
      });
      const inside = insides.get(child.id);
      if (inside === undefined) continue;
      const moved = shifted(inside, x + (placed.width - inside.width) / 2, y + placed.height - inside.height);
      boxes.push(...moved.boxes);
      edges.push(...moved.edges);
    }
    for (const one of graph.edges()) {
      const edge = graph.edge(one) as ChartEdge & { x: number; y: number };
      edges.push({ points: edge.points, labels: edge.labels, at: { x: edge.x, y: edge.y } });
    }
    return { width, height, boxes, edges };
  }
}

const shifted = ({ width, height, boxes, edges }: Inside, dx: number, dy: number): Inside => ({
  width,
  height,
  boxes: boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy })),
  edges: edges.map(({ points, labels, at }) => ({
    points: points.map(({ x, y }) => ({ x: x + dx, y: y + dy })),
    labels,
    at: { x: at.x + dx, y: at.y + dy },
  })),
});

/** XState's descriptors of events, as a reader says them. */
export function triggerText(event: string): string {
  if (event === '') return 'always';
  if (event === '*') return 'anything else';
  const after = /^xstate\.after\.(.+?)\.[^.]*(?:\..*)?$/s.exec(event)?.[1];
  if (after !== undefined) return `after ${after}`;
  const done = /^xstate\.(done|error)\.(state|actor)\.(.*)$/s.exec(event);
  if (done !== null) return done[2] === 'state' ? 'done' : `${done[3]} ${done[1]}`;
  return event;
}
