/**
 * Transitions that neither a suite nor a broken variant takes, each with the reason why it is there all the same.
 * The key is the machine's id and the transition as the pages write it.
 */

/**
 * Machines of one role instance are wired anew for incidents and for the whole fabric, and then count as machines of
 * their own: each such suite goes through a part of them, and the whole fabric is not searched to its end.
 */
const ELSEWHERE = 'part of a machine that other suites go through with other wiring';

export const UNTAKEN: Readonly<Record<string, string>> = {
  'bootstrapper present.ending: STOP': ELSEWHERE,
  'bootstrapper present.runningTasks.waiting: TASK_EXITED #3': ELSEWHERE,
  'bootstrapper present.stoppingHost: STOP': ELSEWHERE,
  'bootstrapper present.watching.asking: CHECKED [isNews] → present.watching.waiting': ELSEWHERE,
  'bootstrapper present.watching.asking: after statusCheck #2 → present.watching.asking': ELSEWHERE,
  'bootstrapper present.watching.asking: after statusCheck [wasFree] → present.watching.asking': ELSEWHERE,
  'bootstrapper present.watching: STOP [byUser] → present.stoppingHost.unlimited': ELSEWHERE,
  'bootstrapper present: DIE → absent': ELSEWHERE,
  'bootstrapper present: TASK_EXITED': ELSEWHERE,
  'configureTask looking: KILL → absent': ELSEWHERE,
  'guestAgent started.ready: PROBE': ELSEWHERE,
  'guestAgent stopped: START_ROLE → configuring': ELSEWHERE,
  'hostAgent creating.starting: FAILED → creating.discarding': ELSEWHERE,
  'installTask looking: KILL → absent': ELSEWHERE,
  'replica primary.waiting: REQUEST #2 [isDecided]':
    'no reachable state of the failover suites repeats a decided request while the primary waits',
  'roleHost hung: KILL → absent': ELSEWHERE,
  'roleHost onStop: THROW → absent': ELSEWHERE,
  'roleHost run.busy: BECOME_FREE → run.free': ELSEWHERE,
  'roleHost run.busy: STATUS_CHECK': ELSEWHERE,
  'roleHost run.free: BECOME_BUSY → run.busy': ELSEWHERE,
  'roleHost run: HANG → hung': ELSEWHERE,
  'roleHost run: KILL → absent': ELSEWHERE,
};
