/**
 * The disks of a guest, as far as startup tasks leave something on them.
 *
 * Duty: to keep the component that a task installs (under Windows, on D:), and the marker by which the task says that it
 * is done, on C: or on D:. A reimage destroys what is on D: and keeps C: (published table of what survives on C, D, E).
 */
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';

/** Where a task puts its marker; `none` where it puts none. */
export type MarkerDisk = 'C' | 'D' | 'none';

interface DisksContext {
  readonly component: boolean;
  readonly markers: readonly MarkerDisk[];
}

export type DisksEvent =
  | { type: 'LOOK'; by: 'installTask' | 'configureTask' }
  | { type: 'INSTALL'; marker: MarkerDisk }
  | { type: 'REIMAGE' };

export const disks = setup({
  types: { context: {} as DisksContext, events: {} as DisksEvent },
  actions: {
    answer: enqueueActions(({ context, enqueue, event, system }) => {
      if (event.type !== 'LOOK') return;
      const { component, markers } = context;
      const reader: AnyActorRef = system.get(event.by);
      enqueue.sendTo(reader, { type: 'FOUND', component, marker: markers.length > 0 });
    }),
    keep: assign(({ context, event }) =>
      event.type === 'INSTALL'
        ? { component: true, markers: event.marker === 'none' ? [] : [event.marker] }
        : context,
    ),
    loseD: assign(({ context }) => ({
      component: false,
      markers: context.markers.filter((disk) => disk !== 'D'),
    })),
  },
}).createMachine({
  id: 'disks',
  context: { component: false, markers: [] },
  on: {
    LOOK: { actions: 'answer' },
    INSTALL: { actions: 'keep' },
    REIMAGE: { actions: 'loseD' },
  },
});
