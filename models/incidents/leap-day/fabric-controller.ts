/**
 * The fabric controller of a cluster on the leap day: it creates, heals, stops itself, and updates in an emergency.
 *
 * Duty: to create the virtual machine that is asked for; to set a server that is reported to HI and to heal all its
 * virtual machines to others, healthy ones too; to stop healing, and the
 * rollout of new Host Agents and guest agents that is under way, at the HI threshold. It alarms people then, and when a
 * guest agent says that it failed. An operator can switch service management off, so that nothing is created any more,
 * roll out a fixed guest agent, and update plug-ins.
 * Parameters: `threshold` 2 of four servers (the real one is not published); `emergency`, whether an update goes to all
 * servers at once (`blast`, as on the day) or walks from one to the next (`walk`, a server standing for an update
 * domain); `package`, whether it has just the plug-in (`untested`) or the Host Agent that fits too (`tested`).
 */
import { type AnyActorRef, assign, emit, enqueueActions, setup } from 'xstate';
import type { VmName } from './guest.ts';
import type { ServerName, Version } from './server.ts';
import type { ValidityRule } from './transfer-certificate.ts';

export interface LeapDayInput {
  readonly threshold: number;
  readonly emergency: 'blast' | 'walk';
  readonly package: 'untested' | 'tested';
}

interface LeapDayContext extends LeapDayInput {
  readonly placement: Readonly<Partial<Record<VmName, ServerName>>>;
  readonly inHi: readonly ServerName[];
  /** The guest agent that new virtual machines get. */
  readonly rule: ValidityRule;
  readonly management: 'on' | 'off';
  /** Servers that an emergency update has not reached. */
  readonly waiting: readonly ServerName[];
}

export type LeapDayEvent =
  | { type: 'SCALE_OUT' }
  | { type: 'CONTINUE_ROLLOUT' }
  | { type: 'HARDWARE_FAULT'; server: ServerName }
  | { type: 'GUEST_AGENT_FAULT'; vm: VmName }
  | { type: 'DISABLE_MANAGEMENT' }
  | { type: 'ROLL_OUT_FIXED_AGENT' }
  | { type: 'EMERGENCY_UPDATE' }
  | { type: 'CORRECTED_UPDATE' }
  | { type: 'INSTALLED'; server: ServerName }
  | { type: 'NETWORK_LOST'; server: ServerName };

export const serverNames = ['server1', 'server2', 'server3', 'server4'] as const;

/** The server with the fewest virtual machines among those not in HI. */
function serverFor({ placement, inHi }: LeapDayContext): ServerName | undefined {
  const load = (name: ServerName) => Object.values(placement).filter((home) => home === name).length;
  const [best] = serverNames
    .filter((name) => !inHi.includes(name))
    .sort((one, other) => load(one) - load(other));
  return best;
}

const namesOf = (placement: LeapDayContext['placement'], home: ServerName): VmName[] =>
  (Object.keys(placement) as VmName[]).sort().filter((vm) => placement[vm] === home);

export const fabricController = setup({
  types: {
    context: {} as LeapDayContext,
    input: {} as LeapDayInput,
    events: {} as LeapDayEvent,
    emitted: {} as { type: 'alarm' },
  },
  guards: {
    mayCreate: ({ context }) => context.management === 'on' && context.placement.new === undefined,
    isOn: ({ context }) => context.management === 'on',
    isUnfixed: ({ context }) => context.rule === 'year plus one',
    reachesThreshold: ({ context }) => context.inHi.length + 1 >= context.threshold,
    isBelowThreshold: ({ context }) => context.inHi.length < context.threshold,
    isBlast: ({ context }) => context.emergency === 'blast',
    isDone: ({ context }) => context.waiting.length === 0,
  },
  actions: {
    create: enqueueActions(({ context, enqueue, system }) => {
      const home = serverFor(context)!;
      enqueue.assign({ placement: { ...context.placement, new: home } });
      enqueue.sendTo(system.get(home) as AnyActorRef, { type: 'CREATE_VM', vm: 'new', rule: context.rule });
    }),
    updateServers: enqueueActions(
      ({ context, enqueue, system }, { servers }: { servers: readonly ServerName[] }) => {
        for (const name of servers)
          enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'REINITIALISE_VMS', rule: context.rule });
      },
    ),
    investigate: assign(({ context, event }) =>
      event.type === 'HARDWARE_FAULT' ? { inHi: [...context.inHi, event.server].sort() } : {},
    ),
    /** All its virtual machines, one after the other, each to the server with the fewest. */
    heal: enqueueActions(({ context, enqueue, event, system }) => {
      if (event.type !== 'HARDWARE_FAULT') return;
      let after = { ...context, inHi: [...context.inHi, event.server] };
      enqueue.sendTo(system.get(event.server) as AnyActorRef, { type: 'EVACUATE' });
      for (const vm of namesOf(context.placement, event.server)) {
        const home = serverFor(after);
        if (home === undefined) break;
        after = { ...after, placement: { ...after.placement, [vm]: home } };
        enqueue.sendTo(system.get(home) as AnyActorRef, { type: 'CREATE_VM', vm, rule: context.rule });
      }
      enqueue.assign({ placement: after.placement });
    }),
    alarm: emit({ type: 'alarm' }),
    disableManagement: assign({ management: 'off' }),
    replaceAgents: enqueueActions(({ enqueue, system }) => {
      enqueue.assign({ rule: 'by calendar', inHi: [] });
      for (const name of serverNames)
        enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'REPLACE_GUEST_AGENTS' });
    }),
    installEverywhere: enqueueActions(({ context, enqueue, system }) => {
      for (const name of serverNames)
        enqueue.sendTo(system.get(name) as AnyActorRef, packageOf(context.package));
    }),
    beginWalk: assign({ waiting: serverNames }),
    installNext: enqueueActions(({ context, enqueue, system }) => {
      const [next, ...waiting] = context.waiting;
      if (next === undefined) return;
      enqueue.assign({ waiting });
      enqueue.sendTo(system.get(next) as AnyActorRef, packageOf(context.package));
    }),
    correct: enqueueActions(({ enqueue, system }) => {
      for (const name of serverNames) enqueue.sendTo(system.get(name) as AnyActorRef, packageOf('tested'));
    }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    ...input,
    placement: { web1: 'server1', web2: 'server2', web3: 'server3', web4: 'server4' },
    inHi: [],
    rule: 'year plus one',
    management: 'on',
    waiting: [],
  }),
  type: 'parallel',
  on: {
    SCALE_OUT: { guard: 'mayCreate', actions: 'create' },
    GUEST_AGENT_FAULT: { actions: 'alarm' },
    DISABLE_MANAGEMENT: { guard: 'isOn', actions: 'disableManagement' },
  },
  states: {
    healing: {
      initial: 'automatic',
      on: { ROLL_OUT_FIXED_AGENT: { guard: 'isUnfixed', target: '.automatic', actions: 'replaceAgents' } },
      states: {
        automatic: {
          on: {
            HARDWARE_FAULT: [
              { guard: 'reachesThreshold', target: 'thresholdReached', actions: ['investigate', 'alarm'] },
              { actions: ['investigate', 'heal'] },
            ],
          },
        },
        thresholdReached: { on: { HARDWARE_FAULT: { actions: 'investigate' } } },
      },
    },
    rollout: {
      initial: 'begun',
      states: {
        begun: {
          on: {
            CONTINUE_ROLLOUT: {
              guard: 'isBelowThreshold',
              target: 'halfDone',
              actions: { type: 'updateServers', params: { servers: ['server3', 'server4'] } },
            },
          },
        },
        halfDone: {
          on: {
            CONTINUE_ROLLOUT: {
              guard: 'isBelowThreshold',
              target: 'done',
              actions: { type: 'updateServers', params: { servers: ['server1', 'server2'] } },
            },
          },
        },
        done: {},
      },
    },
    update: {
      initial: 'none',
      states: {
        none: {
          on: {
            EMERGENCY_UPDATE: [
              { guard: 'isBlast', target: 'sent', actions: 'installEverywhere' },
              { target: 'walking', actions: ['beginWalk', 'installNext'] },
            ],
          },
        },
        walking: {
          on: {
            INSTALLED: [{ guard: 'isDone', target: 'sent' }, { actions: 'installNext' }],
            NETWORK_LOST: 'failed',
          },
        },
        sent: { on: { NETWORK_LOST: 'failed' } },
        failed: { on: { CORRECTED_UPDATE: { target: 'corrected', actions: 'correct' } } },
        corrected: {},
      },
    },
  },
});

const packageOf = (
  content: LeapDayInput['package'],
): { type: 'INSTALL'; hostAgent: Version; plugIn: Version } => ({
  type: 'INSTALL',
  hostAgent: content === 'tested' ? 'new' : 'old',
  plugIn: 'new',
});
