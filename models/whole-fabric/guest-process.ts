/**
 * A process of a guest: any machine of one, and what becomes of it when its guest OS goes down and comes up again.
 *
 * Duty: none of its own. Without power there is no process; what reaches it then is lost, in whatever state it was. When
 * the guest OS is up the process is absent, as it is before anybody starts it. What it wrote to disk, the application
 * pools of IIS say, is still there.
 */
import { type AnyStateMachine, createMachine } from 'xstate';

/** What a guest OS says to all its processes. */
export type Power = 'POWER_ON' | 'POWER_LOST';

/** The machine, which invokes nothing and begins in `absent`, with a state `off` before it that it falls into when power is lost. */
export function guestProcess<M extends AnyStateMachine>(machine: M): M {
  const { config } = machine;
  const { actions, guards, delays } = machine.implementations;
  const powered = createMachine(
    {
      ...config,
      initial: 'off',
      on: { ...config.on, POWER_LOST: '.off' },
      states: { off: { on: { POWER_ON: 'absent' } }, ...config.states },
    },
    { actions, guards, delays },
  );
  return powered as unknown as M;
}
