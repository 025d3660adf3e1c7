/**
 * WaIISHost.exe with role code that warms up its web site by a first request.
 *
 * Duty: as the host process of every role, with code that is known: it requests the site once, in OnStart, which returns
 * when the site has answered; or in Run, when the role is Ready already (`warmsUpIn`).
 */
import { sendTo, setup } from 'xstate';

export interface WarmingHostInput {
  readonly warmsUpIn: 'OnStart' | 'Run';
}

export type WarmingHostEvent =
  | { type: 'START' }
  | { type: 'KILL' }
  | { type: 'STATUS_CHECK' }
  | { type: 'ANSWER' };

export const warmingHost = setup({
  types: {
    context: {} as WarmingHostInput,
    input: {} as WarmingHostInput,
    events: {} as WarmingHostEvent,
  },
  guards: { warmsUpInOnStart: ({ context }) => context.warmsUpIn === 'OnStart' },
  actions: {
    request: sendTo(({ system }) => system.get('w3wp'), { type: 'REQUEST' }),
    tellStarted: sendTo(({ system }) => system.get('bootstrapper'), { type: 'STARTED' }),
    answerCheck: sendTo(
      ({ system }) => system.get('bootstrapper'),
      () => ({ type: 'CHECKED', busy: false }),
    ),
  },
}).createMachine({
  id: 'warmingHost',
  context: ({ input }) => input,
  initial: 'absent',
  states: {
    absent: {
      on: {
        START: [
          { guard: 'warmsUpInOnStart', target: 'onStart' },
          { target: 'run', actions: ['tellStarted', 'request'] },
        ],
      },
    },
    onStart: {
      entry: 'request',
      on: { ANSWER: { target: 'run', actions: 'tellStarted' }, KILL: 'absent' },
    },
    run: { on: { STATUS_CHECK: { actions: 'answerCheck' }, KILL: 'absent' } },
  },
});
