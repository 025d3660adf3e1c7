/**
 * Claims that read as sentences: `whenever(accepted).leadsTo(restarted).within(minutes(10)).unless(accepted)`.
 *
 * Each sentence is immutable; a word added to it makes a new one, and none is said twice. The words follow the pattern
 * catalogue.
 */
import type { AgentEntries } from '../system/agent-declaration.ts';
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import { type Operand, operand } from './operand.ts';
import type { Body, Scope } from './pattern.ts';

/** A pattern in a scope. */
export class Sentence<A extends AgentEntries> {
  readonly body: Body;
  readonly scope: Scope;

  constructor(body: Body, scope: Scope = { scope: 'globally' }) {
    this.body = body;
    this.scope = scope;
  }

  /** Up to the first `end`; nothing is claimed where it never comes. */
  before(end: Operand<A>): Sentence<A> {
    return this.#in({ scope: 'before', end: operand(end) });
  }

  /** From the first `start` on. */
  after(start: Operand<A>): Sentence<A> {
    return this.#in({ scope: 'after', start: operand(start) });
  }

  /** From each `start` up to the next `end`; nothing is claimed where that never comes. */
  between(start: Operand<A>, end: Operand<A>): Sentence<A> {
    return this.#in({ scope: 'between', start: operand(start), end: operand(end) });
  }

  /** From each `start` up to the next `end`, if there is one. */
  afterUntil(start: Operand<A>, end: Operand<A>): Sentence<A> {
    return this.#in({ scope: 'after-until', start: operand(start), end: operand(end) });
  }

  #in(scope: Scope): Sentence<A> {
    if (this.scope.scope !== 'globally') {
      throw saidTwice(
        'its scope',
        ' For both ends of one use between(start, end) or afterUntil(start, end).',
      );
    }
    return new Sentence(this.body, scope);
  }
}

const saidTwice = (what: string, instead = ''): ModelError =>
  new ModelError('FORMULA_INVALID', `a sentence is given ${what} twice.`, `Say it once.${instead}`);

/** `always(p)`; where only some letters are meant, `.given(q)`. */
export class Universality<A extends AgentEntries> extends Sentence<A> {
  declare readonly body: Extract<Body, { pattern: 'universality' }>;

  /** Only letters in which `given` is true are meant; vacuous where it never is. */
  given(given: Operand<A>): Sentence<A> {
    if (this.body.given !== undefined) throw saidTwice('`given`');
    return new Sentence({ ...this.body, given: operand(given) }, this.scope);
  }
}

/** `whenever(p).leadsTo(s)`. */
export class Response<A extends AgentEntries> extends Sentence<A> {
  declare readonly body: Extract<Body, { pattern: 'response' }>;

  /** At exactly that time counts, in the trigger’s own letter too. A new trigger does not move an open deadline. */
  within(within: Duration): Response<A> {
    if (this.body.within !== undefined) throw saidTwice('`within`');
    return new Response({ ...this.body, within }, this.scope);
  }

  /** A later letter with `unless` releases the obligation; where it is a trigger too, it opens a new one. */
  unless(unless: Operand<A>): Response<A> {
    if (this.body.unless !== undefined) throw saidTwice('`unless`');
    return new Response({ ...this.body, unless: operand(unless) }, this.scope);
  }
}

/** `whenever(p).leadsTo(s, t)`: s, and in a later letter t. */
export class ResponseChain<A extends AgentEntries> extends Sentence<A> {
  declare readonly body: Extract<Body, { pattern: 'response-chain-1-2' }>;

  /** From the first response up to the second, that one excluded, `without` is not true. */
  without(without: Operand<A>): Sentence<A> {
    if (this.body.without !== undefined) throw saidTwice('`without`');
    return new Sentence({ ...this.body, without: operand(without) }, this.scope);
  }
}

/** What follows `whenever(p)`. */
export class Whenever<A extends AgentEntries> {
  readonly #when: Operand<A>;

  constructor(when: Operand<A>) {
    this.#when = when;
  }

  /** In the same letter or later. */
  leadsTo(leadsTo: Operand<A>): Response<A>;
  /** Both, the second in a later letter than the first. */
  leadsTo(leadsTo: Operand<A>, andThen: Operand<A>): ResponseChain<A>;
  leadsTo(leadsTo: Operand<A>, andThen?: Operand<A>): Sentence<A> {
    const when = operand(this.#when);
    if (andThen === undefined) return new Response({ pattern: 'response', when, leadsTo: operand(leadsTo) });
    const body = { pattern: 'response-chain-1-2', when, leadsTo: operand(leadsTo) } as const;
    return new ResponseChain({ ...body, andThen: operand(andThen) });
  }

  /** `whenever(s).followedBy(t).leadsTo(p)`: t in a later letter than s. */
  followedBy(followedBy: Operand<A>): { readonly leadsTo: (leadsTo: Operand<A>) => Sentence<A> } {
    const body = {
      pattern: 'response-chain-2-1',
      when: operand(this.#when),
      followedBy: operand(followedBy),
    } as const;
    return { leadsTo: (leadsTo) => new Sentence({ ...body, leadsTo: operand(leadsTo) }) };
  }

  /** From that letter on `keeps` is true for so long, both ends included. */
  keeps(keeps: Operand<A>): { readonly for: (lasting: Duration) => Sentence<A> } {
    const body = { pattern: 'bounded-invariance', when: operand(this.#when), keeps: operand(keeps) } as const;
    return { for: (lasting) => new Sentence({ ...body, lasting }) };
  }

  /** In later letters `of` is not true for so long; at exactly that time it may be. A new trigger starts anew. */
  forbids(of: Operand<A>): { readonly for: (lasting: Duration) => Sentence<A> } {
    const body = { pattern: 'bounded-absence', when: operand(this.#when), of: operand(of) } as const;
    return { for: (lasting) => new Sentence({ ...body, lasting }) };
  }
}
