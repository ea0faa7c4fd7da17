/** A message on its way to another thread. */
export interface Message {
  /** When it was sent, on the wall clock, which all threads share. */
  at: number;
  value: unknown;
}

/** One end of a channel between two threads, as programs see it. */
export class Channel {
  readonly #send: (value: unknown) => void;
  readonly #arrived: unknown[] = [];
  readonly #receivers: ((value: unknown) => void)[] = [];

  constructor(send: (value: unknown) => void) {
    this.#send = send;
  }

  readonly send = (value: unknown): void => this.#send(value);

  /** The next message, which a turn of the event loop delivers. */
  readonly receive = (): Promise<unknown> =>
    new Promise((resolve) => {
      if (this.#arrived.length > 0) resolve(this.#arrived.shift());
      else this.#receivers.push(resolve);
    });

  deliver(value: unknown): void {
    const receiver = this.#receivers.shift();
    if (receiver === undefined) this.#arrived.push(value);
    else receiver(value);
  }
}
