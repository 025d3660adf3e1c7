/**
 * Classes of moves, as fairness counts them: the deliveries of one link, the timers of one agent, its outcomes, one
 * event of the environment. Faults, losses and ticks belong to none.
 */
import {
  DELIVER,
  ENVIRONMENT,
  kindOf,
  type Move,
  moveOf,
  OUTCOME,
  subjectOf,
  TIMER,
} from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Fairness, MoveClass } from '../property/property.ts';
import { ModelError } from '../system/model-error.ts';
import type { FairnessClass } from './liveness-graph.ts';

export const NO_CLASS = -1;

export class MoveClasses {
  readonly #product: Product;
  readonly #ids = new Map<string, number>();
  /** Of moves that were asked about: all of one kind and subject are of one class. */
  readonly #known = new Map<Move, number>();

  constructor(product: Product) {
    this.#product = product;
  }

  /** The elementary class of a move. */
  of(move: Move): number {
    const like = moveOf(kindOf(move), subjectOf(move), 0);
    const known = this.#known.get(like);
    if (known !== undefined) return known;
    const found = this.#find(move);
    this.#known.set(like, found);
    return found;
  }

  #find(move: Move): number {
    const { agents, links, environment } = this.#product.model;
    const subject = subjectOf(move);
    switch (kindOf(move)) {
      case DELIVER: {
        const { from, to } = links[subject]!;
        return this.#id(`deliveries ${agents[from]!.name} ${agents[to]!.name}`);
      }
      case TIMER:
        return this.#id(`timers ${agents[subject]!.name}`);
      case OUTCOME:
        return this.#id(`outcomes ${agents[subject]!.name}`);
      case ENVIRONMENT: {
        const { agent, event } = environment[subject]!;
        return this.#id(`environment ${agents[agent]!.name} ${agents[agent]!.events[event]!.type}`);
      }
      default:
        return NO_CLASS;
    }
  }

  /**
   * What a property assumes, in elementary classes.
   *
   * @throws ModelError `FORMULA_INVALID` where it names a class that no move can belong to
   */
  assumedBy({ weak = [], strong = [] }: Fairness, property: string): readonly FairnessClass[] {
    return [
      ...weak.map((of) => ({ members: this.#members(of, property), level: 'weak' as const })),
      ...strong.map((of) => ({ members: this.#members(of, property), level: 'strong' as const })),
    ];
  }

  #members(of: MoveClass, property: string): readonly number[] {
    switch (of.class) {
      case 'deliveries':
        this.#agent(of.from, property);
        this.#agent(of.to, property);
        return [this.#id(`deliveries ${of.from} ${of.to}`)];
      case 'timers': {
        const { constant, computed } = this.#agent(of.agent, property).delays();
        if (constant.length + computed.length === 0)
          throw this.#none(of, property, `${of.agent} has no timers`);
        return [this.#id(`timers ${of.agent}`)];
      }
      case 'outcomes':
        if (!this.#agent(of.agent, property).hasOutcomes)
          throw this.#none(of, property, `${of.agent} has no outcomes`);
        return [this.#id(`outcomes ${of.agent}`)];
      case 'environment': {
        this.#agent(of.agent, property);
        const { agents, environment } = this.#product.model;
        const known = environment.some(
          ({ agent, event }) =>
            agents[agent]!.name === of.agent && agents[agent]!.events[event]!.type === of.event,
        );
        if (!known) throw this.#none(of, property, `the environment never sends ${of.event} to ${of.agent}`);
        return [this.#id(`environment ${of.agent} ${of.event}`)];
      }
      case 'any':
        return [...this.#ids.values()];
    }
  }

  #agent(name: string, property: string) {
    const { agents } = this.#product.model;
    const agent = agents.find((candidate) => candidate.name === name);
    if (agent !== undefined) return agent;
    const known = agents.map((candidate) => candidate.name).join(', ');
    throw new ModelError(
      'AGENT_UNKNOWN',
      `fairness speaks of '${name}', which is no agent.`,
      `Known: ${known}.`,
      {
        property,
      },
    );
  }

  #none({ class: of }: MoveClass, property: string, because: string): ModelError {
    return new ModelError(
      'FORMULA_INVALID',
      `fairness is assumed for the class '${of}', and ${because}: no move belongs to it.`,
      'Name a class that the system has, or leave the assumption out.',
      { property },
    );
  }

  #id(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#ids.size);
    return this.#ids.size - 1;
  }
}
