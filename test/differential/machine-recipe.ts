/**
 * Random machines as plain data, and how an XState machine is made of one.
 *
 * Indices into states, peers and children are taken modulo what there is, so that every recipe is a machine and
 * fast-check may shrink at will.
 */
import {
  type AnyStateMachine,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  fromPromise,
  raise,
  sendParent,
  sendTo,
  spawnChild,
  stopChild,
} from 'xstate';

/** A delay in ticks, or the name of one that the system widens. */
export type Delay = number | 'slow';

export type ActionRecipe =
  | { readonly do: 'inc' | 'take' | 'boom' }
  | { readonly do: 'spawn' | 'halt'; readonly slot: 'a' | 'b' }
  /** Stops a child and keeps the reference to it. */
  | { readonly do: 'strand' }
  /** Sends to a child that may be gone, and another one there under its name. */
  | {
      readonly do: 'call';
      readonly slot: 'a' | 'b';
      readonly event: number;
      readonly after?: Delay;
      readonly id?: string;
    }
  | { readonly do: 'set'; readonly to: number }
  | { readonly do: 'raise'; readonly event: number; readonly after?: Delay; readonly id?: string }
  | {
      readonly do: 'send';
      readonly peer: number;
      readonly event: number;
      readonly after?: Delay;
      readonly id?: string;
      readonly carries: boolean;
    }
  | { readonly do: 'self' | 'parent' | 'emit'; readonly event: number }
  | { readonly do: 'cancel'; readonly id: string }
  | { readonly do: 'spawnChild' | 'stop'; readonly kid: number }
  | { readonly do: 'batch'; readonly actions: readonly ActionRecipe[] };

export interface GuardRecipe {
  readonly is: 'eq' | 'ne' | 'boom';
  readonly n: number;
}

export interface TransitionRecipe {
  readonly on: number;
  readonly guard: GuardRecipe | undefined;
  readonly target: number | undefined;
  readonly actions: readonly ActionRecipe[];
  readonly reenter: boolean;
}

export interface AlwaysRecipe {
  readonly guard: GuardRecipe;
  readonly target: number;
  readonly actions: readonly ActionRecipe[];
}

export interface LeafRecipe {
  readonly on: readonly TransitionRecipe[];
  readonly entry: readonly ActionRecipe[];
  readonly exit: readonly ActionRecipe[];
  readonly after: readonly {
    readonly delay: Delay;
    readonly target: number;
    readonly guard: GuardRecipe | undefined;
  }[];
  readonly invoke: 'promise' | 'machine' | undefined;
}

/** A state of the first level; what is inside depends on its shape. */
export interface StateRecipe extends LeafRecipe {
  readonly shape: 'atomic' | 'compound' | 'parallel' | 'nested' | 'final';
  readonly history: 'none' | 'shallow' | 'deep';
  /** Of the leaves inside, as many as the shape has; taken in turn. */
  readonly leaves: readonly LeafRecipe[];
  /** One `always` for each region of a parallel state. */
  readonly always: readonly AlwaysRecipe[];
}

export interface MachineRecipe {
  readonly modulus: number;
  readonly start: number;
  readonly states: readonly StateRecipe[];
  readonly kid: MachineRecipe | undefined;
}

/** What a machine is built into: its name, its peers' names and how many event types there are. */
export interface Surroundings {
  readonly name: string;
  readonly peers: readonly string[];
  readonly events: number;
  readonly tick: number;
  /** A child answers its parent; a root has none. */
  readonly isChild: boolean;
}

type Config = Record<string, unknown>;
type Context = { readonly n: number; readonly fuse: number; readonly a?: unknown; readonly b?: unknown };

type Guard = (scope: { readonly context: Context }) => boolean;

/** How often a machine starts timers that nothing cancels. */
const FUSE = 1;
/** Ids under which children are spawned by `spawnChild`. */
const KIDS = ['left', 'right'];

export function buildMachine(recipe: MachineRecipe, where: Surroundings): AnyStateMachine {
  const targets = targetsOf(recipe);
  const build = new Builder(recipe, where, targets);
  const states = Object.fromEntries(
    recipe.states.map((state, index) => [
      `s${index}`,
      build.state(index === 0 && state.shape === 'final' ? { ...state, shape: 'atomic' } : state, index),
    ]),
  );
  return createMachine(
    {
      id: where.name,
      context: ({ input }: { input?: number }) => ({
        n: ((input ?? 0) + recipe.start) % recipe.modulus,
        fuse: 0,
      }),
      initial: 's0',
      states,
    } as never,
    {
      delays: { slow: 2 * where.tick },
      actors: {
        promise: fromPromise(() => new Promise<never>(() => {})),
        ...(recipe.kid && {
          kid: buildMachine(recipe.kid, { ...where, name: `${where.name}k`, isChild: true }),
        }),
      },
    } as never,
  ) as AnyStateMachine;
}

/** All that a transition may target, as paths below the root. */
export function targetsOf({ states }: MachineRecipe): string[] {
  return states.flatMap((state, index) => {
    const self = `s${index}`;
    const past = state.history === 'none' ? [] : [`${self}.h`];
    switch (state.shape) {
      case 'compound':
        return [self, `${self}.x`, `${self}.y`, ...past];
      case 'parallel':
        return [self, `${self}.p.x`, `${self}.p.y`, `${self}.q.x`, `${self}.q.y`, ...past];
      case 'nested':
        return [self, `${self}.x`, `${self}.y`, `${self}.y.p.y`, `${self}.y.q.y`, ...past];
      default:
        return [self];
    }
  });
}

class Builder {
  constructor(
    private readonly recipe: MachineRecipe,
    private readonly where: Surroundings,
    private readonly targets: readonly string[],
  ) {}

  state(state: StateRecipe, index: number): Config {
    const history = state.history === 'none' ? {} : { h: { type: 'history', history: state.history } };
    const self = `s${index}`;
    const own = this.leaf(state, self);
    const regions = (first: number): Config => ({
      p: this.region(state, first, 0, 'x'),
      q: this.region(state, first, 1, 'y'),
    });
    switch (state.shape) {
      case 'final':
        return { type: 'final', entry: own['entry'] };
      case 'compound':
        return {
          ...own,
          initial: 'x',
          states: { x: this.leafAt(state, 0), y: this.leafAt(state, 1), ...history },
        };
      case 'parallel':
        return { ...own, type: 'parallel', states: { ...regions(0), ...history } };
      case 'nested':
        return {
          ...own,
          initial: 'x',
          states: { x: this.leafAt(state, 0), y: { type: 'parallel', states: regions(1) }, ...history },
        };
      default:
        return own;
    }
  }

  /** Two leaves, and an `always` on one of them that looks at the counter. */
  private region(state: StateRecipe, first: number, which: number, on: 'x' | 'y'): Config {
    const x = this.leafAt(state, first + 2 * which);
    const y = this.leafAt(state, first + 2 * which + 1);
    const always = state.always[which % Math.max(1, state.always.length)];
    const eventless = always && {
      always: {
        guard: this.guard(always.guard),
        target: on === 'x' ? 'y' : 'x',
        actions: this.actions(always.actions),
      },
    };
    return {
      initial: 'x',
      states: { x: on === 'x' ? { ...x, ...eventless } : x, y: on === 'y' ? { ...y, ...eventless } : y },
    };
  }

  private leafAt(state: StateRecipe, index: number): Config {
    const { leaves } = state;
    return leaves.length === 0
      ? {}
      : this.leaf({ ...leaves[index % leaves.length], invoke: undefined }, 'leaf');
  }

  private leaf(leaf: LeafRecipe, self: string): Config {
    return {
      entry: this.replacing(leaf.entry),
      exit: this.replacing(leaf.exit),
      on: this.transitions(leaf.on),
      after: Object.fromEntries(
        leaf.after.map(({ delay, target, guard }) => [
          delay === 'slow' ? 'slow' : delay * this.where.tick,
          { target: this.target(target), guard: this.guard(guard) },
        ]),
      ),
      ...this.invoke(leaf.invoke, self),
    };
  }

  private invoke(what: 'promise' | 'machine' | undefined, self: string): Config {
    if (what === undefined || (what === 'machine' && !this.recipe.kid)) return {};
    const src = what === 'machine' ? 'kid' : 'promise';
    return {
      invoke: {
        src,
        id: `${src}Of${self}`,
        onDone: { actions: this.actions([{ do: 'inc' }]) },
        ...(what === 'promise' && { onError: { target: this.target(0) } }),
      },
    };
  }

  private transitions(recipes: readonly TransitionRecipe[]): Config {
    const on: Record<string, Config[]> = {};
    for (const { on: event, guard, target, actions, reenter } of recipes) {
      const type = this.event(event);
      const burns = actions.some(piles);
      on[type] = [
        ...(on[type] ?? []),
        {
          guard: burns ? this.fused(this.guard(guard)) : this.guard(guard),
          target: this.target(target),
          actions: [...(burns ? [burn] : []), ...this.actions(actions)],
          reenter,
        },
      ];
    }
    return on;
  }

  /** Delayed sends that no cancel precedes would pile up for ever: only one transition with such is taken. */
  private fused(guard: Guard | undefined): Guard {
    return (scope) => scope.context.fuse < FUSE && (guard?.(scope) ?? true);
  }

  private readonly event = (index: number): string => `E${index % this.where.events}`;

  private target(index: number | undefined): string | undefined {
    return index === undefined
      ? undefined
      : `#${this.where.name}.${this.targets[index % this.targets.length]}`;
  }

  private guard(guard: GuardRecipe | undefined): Guard | undefined {
    if (guard === undefined) return undefined;
    const n = guard.n % this.recipe.modulus;
    switch (guard.is) {
      case 'eq':
        return ({ context }) => context.n === n;
      case 'ne':
        return ({ context }) => context.n !== n;
      case 'boom':
        return ({ context }) => {
          if (context.n === n) throw new Error('the guard throws');
          return true;
        };
    }
  }

  private actions(recipes: readonly ActionRecipe[]): unknown[] {
    return recipes.flatMap((recipe) => this.action(recipe));
  }

  /** Actions of an entry or exit: a delayed send replaces the one before it. */
  private replacing(recipes: readonly ActionRecipe[]): unknown[] {
    return recipes.flatMap((recipe) =>
      piles(recipe) ? [cancel('w'), ...this.action({ ...recipe, id: 'w' })] : this.action(recipe),
    );
  }

  private readonly delay = (delay: Delay | undefined): number | string | undefined =>
    typeof delay === 'number' ? delay * this.where.tick : delay;

  private action(recipe: ActionRecipe): unknown[] {
    const { modulus, kid } = this.recipe;
    switch (recipe.do) {
      case 'inc':
        return [assign({ n: ({ context }) => (context.n + 1) % modulus })];
      case 'set':
        return [assign({ n: () => recipe.to % modulus })];
      case 'take':
        return [
          assign({
            n: ({ context, event }) => (typeof event['v'] === 'number' ? event['v'] % modulus : context.n),
          }),
        ];
      case 'boom':
        return [
          assign(({ context }) => {
            if (context.n === modulus - 1) throw new Error('the action throws');
            return {};
          }),
        ];
      case 'raise':
        return [
          raise({ type: this.event(recipe.event) }, options(this.delay(recipe.after), recipe.id) as never),
        ];
      case 'send':
        return this.send(recipe);
      case 'self':
        return [sendTo(({ self }) => self, { type: this.event(recipe.event) })];
      case 'parent':
        return this.where.isChild ? [sendParent({ type: this.event(recipe.event) })] : [];
      case 'emit':
        return [emit({ type: this.event(recipe.event) })];
      case 'cancel':
        return [cancel(recipe.id)];
      case 'spawn':
        return kid ? [assign({ [recipe.slot]: spawnUnless(recipe.slot) } as never)] : [];
      case 'halt':
        return [
          stopChild(({ context }) => context[recipe.slot] as never),
          assign({ [recipe.slot]: undefined } as never),
        ];
      case 'strand':
        return [stopChild(({ context }) => context.a as never)];
      case 'call':
        return [this.call(recipe)];
      case 'spawnChild': {
        const id = KIDS[recipe.kid % KIDS.length];
        return kid ? [stopChild(id), spawnChild('kid' as never, { id } as never)] : [];
      }
      case 'stop':
        return [stopChild(KIDS[recipe.kid % KIDS.length])];
      case 'batch':
        return [
          enqueueActions(({ enqueue, context }) => {
            for (const action of context.n === 0 ? this.actions(recipe.actions) : [])
              enqueue(action as never);
          }),
        ];
    }
  }

  private call(recipe: Extract<ActionRecipe, { readonly do: 'call' }>): unknown {
    const event = { type: this.event(recipe.event) };
    const when = options(this.delay(recipe.after), recipe.id);
    return enqueueActions(({ enqueue, context }) => {
      const child = context[recipe.slot];
      if (child !== undefined) enqueue.sendTo(child as never, event as never, when);
    });
  }

  private send(recipe: Extract<ActionRecipe, { readonly do: 'send' }>): unknown[] {
    const { peers } = this.where;
    if (peers.length === 0) return [];
    const peer = peers[recipe.peer % peers.length];
    const type = this.event(recipe.event);
    const event = recipe.carries ? ({ context }: { context: Context }) => ({ type, v: context.n }) : { type };
    return [
      sendTo(
        ({ system }) => system.get(peer) as never,
        event as never,
        options(this.delay(recipe.after), recipe.id),
      ),
    ];
  }
}

/** Whether an action starts a timer that is left alone. */
const piles = (
  recipe: ActionRecipe,
): recipe is Extract<ActionRecipe, { readonly do: 'send' | 'raise' | 'call' }> =>
  (recipe.do === 'send' || recipe.do === 'raise' || recipe.do === 'call') && recipe.after !== undefined;
const burn = assign({ fuse: ({ context }) => context.fuse + 1 });

/** Spawns without an id, where the slot of the context is free. */
const spawnUnless =
  (slot: 'a' | 'b') =>
  ({ context, spawn }: { context: Context; spawn: (src: string) => unknown }): unknown =>
    context[slot] ?? spawn('kid');

const options = (delay: number | string | undefined, id: string | undefined) =>
  ({ ...(delay !== undefined && { delay }), ...(id !== undefined && { id }) }) as never;
