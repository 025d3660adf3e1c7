/** Charts of all the project's machines: nothing overlaps, what is inside stands inside, every transition is said. */
import { expect, test } from 'vitest';
import healing from '../../../properties/healing.suite.ts';
import heartbeat from '../../../properties/heartbeat.suite.ts';
import migration from '../../../properties/migration.suite.ts';
import roleStart from '../../../properties/role-start.suite.ts';
import startScreen from '../../../properties/start-screen.suite.ts';
import { chartOf } from '../../../src/agent/chart.ts';
import { compose } from '../../../src/product/compose.ts';
import { type ChartBox, chartLayout, transitionKey } from '../../../src/report/viewer/chart-layout.ts';

const charts = [healing, heartbeat, migration, roleStart, startScreen].flatMap((suite) =>
  compose(suite.system).model.agents.map((agent) => ({
    name: `${suite.name}, ${agent.name}`,
    nodes: chartOf(agent),
  })),
);

const width = (text: string): number => text.length * 6.5;
const holds = (outer: ChartBox, inner: ChartBox): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;
const areApart = (a: ChartBox, b: ChartBox): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

test.each(charts)('$name', ({ nodes }) => {
  const { boxes, edges } = chartLayout(nodes, width);
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  expect(boxes.map(({ id }) => id).sort()).toEqual(nodes.map(({ id }) => id).sort());
  for (const box of boxes) {
    const parent = parents.get(box.id);
    if (parent !== undefined) expect(holds(boxOf.get(parent)!, box)).toBe(true);
    for (const other of boxes) {
      if (other !== box && parents.get(other.id) === parent) expect(areApart(box, other)).toBe(true);
    }
  }
  const said = [...boxes.flatMap(({ lines }) => lines), ...edges.flatMap(({ labels }) => labels)];
  const meant = nodes.flatMap(({ id, transitions }) =>
    transitions.map((_, index) => transitionKey(id, index)),
  );
  expect(said.map(({ key }) => key).sort()).toEqual(meant.sort());
  for (const { points } of edges) expect(points.every(({ x, y }) => Number.isFinite(x + y))).toBe(true);
});
