/**
 * A clock that stands still until it is told otherwise; its timers fire one by one, by choice.
 */

interface PendingTimer {
  readonly owner: number;
  remaining: number;
  readonly fire: () => void;
}

export class HandClock {
  readonly #pending = new Map<number, PendingTimer>();
  #started = 0;

  /** What xstate takes as the clock of one actor. */
  of(owner: number): {
    setTimeout(fire: () => void, delay: number): number;
    clearTimeout(timer: number): void;
  } {
    return {
      setTimeout: (fire, delay) => {
        this.#started += 1;
        this.#pending.set(this.#started, { owner, remaining: delay, fire });
        return this.#started;
      },
      clearTimeout: (timer) => {
        this.#pending.delete(timer);
      },
    };
  }

  /** Whether a timer of `owner`, or of anyone, must fire now. */
  isDue(owner?: number): boolean {
    for (const timer of this.#pending.values()) {
      if (timer.remaining <= 0 && (owner === undefined || timer.owner === owner)) return true;
    }
    return false;
  }

  fire(owner: number): void {
    for (const [id, timer] of this.#pending) {
      if (timer.remaining <= 0 && timer.owner === owner) {
        this.#pending.delete(id);
        timer.fire();
        return;
      }
    }
  }

  advance(duration: number): void {
    for (const timer of this.#pending.values()) timer.remaining -= duration;
  }
}
