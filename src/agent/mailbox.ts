/**
 * The mailbox of one member of a family: XState's own order of handling, without XState's actors.
 *
 * An event sent to a member that is handling one waits; otherwise it is handled at once, inside the sender's move.
 */
export class Mailbox<Event> {
  readonly #handle: (event: Event) => void;
  readonly #waiting: Event[] = [];
  #open = false;
  #handling = false;

  constructor(handle: (event: Event) => void) {
    this.#handle = handle;
  }

  /** Opens the mailbox, and handles what was sent before. */
  open(): void {
    this.#open = true;
    this.#flush();
  }

  enqueue(event: Event): void {
    this.#waiting.push(event);
    this.#flush();
  }

  /** Forgets what waits; the event being handled is handled to its end. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #flush(): void {
    if (!this.#open || this.#handling) return;
    this.#handling = true;
    try {
      for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
        this.#handle(event);
      }
    } finally {
      this.#handling = false;
    }
  }
}
