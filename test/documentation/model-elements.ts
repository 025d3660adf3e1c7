/**
 * Places in the models: that they are there, and how the page about traceability writes them.
 *
 * A file is found by what it exports, so that no place can be written that is not in a model.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from 'redhound';
import { globSync } from 'tinyglobby';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { ModelElement } from '../../properties/clauses.ts';
import { REPOSITORY } from './examples.ts';

/** Where each machine, function and constant of the models is exported, and under which name. */
export type Exports = ReadonlyMap<unknown, { readonly file: string; readonly name: string }>;

export async function exportsOfModels(): Promise<Exports> {
  const found = new Map<unknown, { file: string; name: string }>();
  for (const file of globSync('models/**/*.ts', { cwd: REPOSITORY }).sort()) {
    const module = (await import(`${REPOSITORY}/${file}`)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) found.set(value, { file, name });
  }
  return found;
}

/** What is wrong with a place: nothing where the model has it. */
export function complaintAbout(element: ModelElement, exports: Exports): string | undefined {
  const subject = subjectOf(element);
  if (!exports.has(subject)) return 'no file of models/ exports it';
  if ('data' in element) {
    return isDeepStrictEqual(element.value, element.is)
      ? undefined
      : `${element.reading} is ${JSON.stringify(element.value)}, not ${JSON.stringify(element.is)}`;
  }
  if ('delay' in element) {
    const delay: unknown = element.machine.implementations.delays[element.delay];
    return delay === element.is ? undefined : `the delay ${element.delay} is ${String(delay)}`;
  }
  if ('state' in element) {
    const node = nodeAt(element.machine, element.state);
    if (node === undefined) return `${element.machine.id} has no state '${element.state}'`;
    if (element.on !== undefined && !hasTransition(node, element.on))
      return `state '${element.state}' of ${element.machine.id} has no transition on ${element.on}`;
  }
  return undefined;
}

export function elementText(element: ModelElement, exports: Exports): string {
  const { file, name } = exports.get(subjectOf(element))!;
  const where = `[${name}](../${file})`;
  if ('data' in element) return `${where}, ${element.reading}: \`${JSON.stringify(element.is)}\``;
  if ('delay' in element) return `${where}, delay \`${element.delay}\` of ${formatDuration(element.is)}`;
  if ('rule' in element) return `${where}, the function`;
  const state = element.state === '' ? 'any state' : `state \`${element.state}\``;
  return element.on === undefined ? `${where}, ${state}` : `${where}, ${state}, on \`${element.on}\``;
}

const subjectOf = (element: ModelElement): unknown =>
  'data' in element ? element.data : 'rule' in element ? element.rule : element.machine;

function nodeAt(machine: AnyStateMachine, path: string): AnyStateNode | undefined {
  let node: AnyStateNode | undefined = machine.root;
  for (const key of path === '' ? [] : path.split('.')) node = node?.states[key];
  return node;
}

function hasTransition({ config }: AnyStateNode, on: string): boolean {
  if (on === 'always') return config.always !== undefined;
  if (on.startsWith('after ')) return Object.hasOwn(config.after ?? {}, on.slice('after '.length));
  return Object.hasOwn(config.on ?? {}, on);
}
