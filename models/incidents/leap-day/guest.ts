/**
 * One virtual machine on a server, as its Host Agent handles it: created, waited for, re-initialised, given up.
 *
 * Duty: a guest agent that is initialised makes its transfer certificate and connects to the Host Agent. If it cannot
 * make the certificate it terminates. The Host Agent hears nothing for 25 minutes and re-initialises the virtual
 * machine; after three times it takes the hardware for broken, since no code of the customer has run (P39, P40, P41).
 * A virtual machine that ran before the day began has its certificate.
 * Parameters: `connect` 25 min; `ATTEMPTS` 3; `failFast`, the lesson: the guest agent says that it failed, at once.
 */
import { minutes } from 'redhound';
import { assign, sendParent, setup } from 'xstate';
import { type Day, isDay, type ValidityRule, validTo } from './transfer-certificate.ts';

const ATTEMPTS = 3;

export type VmName = 'web1' | 'web2' | 'web3' | 'web4' | 'new';

export interface GuestInput {
  readonly vm: VmName;
  readonly today: Day;
  readonly rule: ValidityRule;
  readonly failFast: boolean;
  readonly hasCertificate: boolean;
}

export const guest = setup({
  types: { context: {} as GuestInput & { readonly attempt: number }, input: {} as GuestInput },
  delays: { connect: minutes(25) },
  guards: {
    hasCertificate: ({ context }) => context.hasCertificate,
    canMakeCertificate: ({ context: { today, rule } }) => isDay(validTo(today, rule)),
    failsFast: ({ context }) => context.failFast,
    isLastAttempt: ({ context }) => context.attempt === ATTEMPTS,
  },
  actions: {
    tryAgain: assign({ attempt: ({ context }) => context.attempt + 1 }),
    reportConnection: sendParent(({ context }) => ({ type: 'GUEST_CONNECTED', vm: context.vm })),
    reportAgentFault: sendParent(({ context }) => ({ type: 'GUEST_AGENT_FAILED', vm: context.vm })),
    blameHardware: sendParent({ type: 'HARDWARE_SUSPECTED' }),
  },
}).createMachine({
  id: 'guest',
  context: ({ input }) => ({ ...input, attempt: 1 }),
  initial: 'starting',
  states: {
    starting: {
      always: [
        { guard: 'hasCertificate', target: 'connected' },
        { guard: 'canMakeCertificate', target: 'connected', actions: 'reportConnection' },
        { guard: 'failsFast', target: 'failed', actions: 'reportAgentFault' },
        { target: 'silent' },
      ],
    },
    connected: {},
    /** The guest agent has terminated, and nobody knows. */
    silent: {
      after: {
        connect: [
          { guard: 'isLastAttempt', target: 'failed', actions: 'blameHardware' },
          { target: 'starting', actions: 'tryAgain' },
        ],
      },
    },
    failed: {},
  },
});
