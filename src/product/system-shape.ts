/**
 * The shape of a declared system.
 */
import * as v from 'valibot';
import { isMachine } from '../agent/actor-logic.ts';
import { ModelError } from '../system/model-error.ts';
import { fields, misshapeOf } from '../system/shape.ts';
import type { AnySystem } from '../system/system.ts';

const text = v.string('Write a text.');
const flag = v.optional(v.boolean('Write true or false.'));
const duration = v.number('Write a duration: minutes(10), or a number of milliseconds.');
const names = v.union(
  [v.string(), v.array(v.string())],
  "Write the name of an agent, a list of names, or '*'.",
);
const window = v.union(
  [v.number(), v.tuple([v.number(), v.number()])],
  'Write a duration, or [earliest, latest].',
);
const budget = v.union(
  [v.literal('any'), v.strictObject({ total: v.number() }), v.strictObject({ atMost: v.number() })],
  "Write 'any', { total: 3 } or { atMost: 3 }.",
);
const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  v.picklist(words, `Write ${words.map((word) => `'${word}'`).join(' or ')}.`);

const machine = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && isMachine(value),
  'Give it a machine: what createMachine(…) or setup(…).createMachine(…) makes.',
);

const event = v.looseObject({ type: v.string() });
const WRITE_BOTH = 'Write [earliest, latest].';
const earliestOrLatest = v.number(WRITE_BOTH);
const given = {
  window: v.optional(v.tuple([earliestOrLatest, earliestOrLatest], WRITE_BOTH)),
};
const outcome = v.lazy((value) => {
  if (typeof value === 'object' && value !== null) {
    if ('done' in value) return fields({ done: v.unknown(), ...given });
    if ('error' in value) return fields({ error: v.unknown(), ...given });
    if ('event' in value) return fields({ event, ...given });
  }
  return v.custom<never>(() => false, 'Write { done }, { error } or { event: { type } }.');
});

const declaration = fields({
  machine,
  input: v.optional(v.unknown()),
  durable: v.optional(v.array(text, 'Write a list of keys of the context.')),
  restartInput: v.optional(v.function('Write a function of the first input and of what is durable.')),
  delays: v.optional(v.record(v.string(), window, 'Write { name of a delay: [earliest, latest] }.')),
  outcomes: v.optional(
    v.record(
      v.string(),
      v.array(outcome, 'Write a list of outcomes.'),
      'Write { id or source of a child: [{ done }, { error }] }.',
    ),
  ),
});

/** What takes steps by itself is meant as a machine, also where it is none. */
const isDeclaration = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('transition' in value);

const link = fields({
  from: names,
  to: names,
  order: v.optional(oneOf('fifo', 'unordered', 'set', 'synchronous')),
  loss: v.optional(budget),
  duplication: v.optional(budget),
  latency: v.optional(window),
  capacity: v.optional(v.number('Write a whole number.')),
  overflow: v.optional(oneOf('error', 'block', 'drop')),
  ignored: v.optional(oneOf('consumed', 'stays')),
  override: flag,
});

const challenge = fields({
  agent: names,
  event: v.union([v.array(event), event], 'Write an event, { type }, or a list of events.'),
  budget,
});

const groups = v.union(
  [v.string(), v.array(v.string()), v.array(v.array(v.string()))],
  'Write the name of an agent, a list of names, or a list of such lists.',
);
const FAULTS = ['crash', 'hang', 'drop', 'duplicate', 'delay', 'partition'] as const;
const kind = <const Kind extends string>(word: Kind) => v.literal(word);
const name = v.optional(text);
const fault = v.variant(
  'fault',
  [
    fields({ fault: kind('crash'), agents: groups, budget, restart: flag, name }),
    fields({
      fault: kind('hang'),
      agents: groups,
      budget,
      timers: v.optional(oneOf('frozen', 'overdue')),
      resume: flag,
      name,
    }),
    fields({ fault: kind('drop'), from: names, to: names, budget }),
    fields({ fault: kind('duplicate'), from: names, to: names, budget }),
    fields({ fault: kind('delay'), from: names, to: names, by: duration, budget }),
    fields({
      fault: kind('partition'),
      groups: v.array(v.array(v.string()), 'Write a list of groups: [[names], [names]].'),
      budget,
      messages: v.optional(oneOf('lost', 'held')),
      heal: flag,
      name,
    }),
  ],
  `Write { fault: ${FAULTS.map((word) => `'${word}'`).join(' | ')}, … }.`,
);

const system = fields({
  name: text,
  agents: v.record(
    v.string(),
    v.lazy((value) => (isDeclaration(value) ? declaration : machine)),
    'Write { name of an agent: its machine }.',
  ),
  links: v.optional(v.array(link, 'Write a list of links.')),
  environment: v.optional(v.array(challenge, 'Write a list: [{ agent, event, budget }].')),
  faults: v.optional(v.array(fault, 'Write a list of faults.')),
  clock: v.optional(fields({ tick: v.optional(duration), jumps: flag })),
  symmetry: v.optional(
    v.array(
      v.array(
        v.union([v.string(), v.array(v.string())], 'Write names of agents, or lists of such names.'),
        'Write a class: a list of agents.',
      ),
      'Write a list of classes: [[names]].',
    ),
  ),
});

/** @throws ModelError `SYSTEM_INVALID` where what was declared has another shape than a system */
export function checkShape(declared: AnySystem): void {
  const misshape = misshapeOf(system, declared, 'the system');
  if (misshape === undefined) return;
  const { name: called } = Object(declared) as Partial<AnySystem>;
  const place = typeof called === 'string' ? { system: called } : {};
  throw new ModelError('SYSTEM_INVALID', misshape.problem, misshape.remedy, place);
}
