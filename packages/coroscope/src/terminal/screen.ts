import { emitKeypressEvents, type Key } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';

const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
const END_OF_LINE = '\x1b[K';
const REST = '\x1b[J';

/** A terminal that is drawn on again and again, and shows what it did before when it is closed. */
export class Screen {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #restore = () => this.close();
  #wake = () => {};
  #isOpen = true;

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
    emitKeypressEvents(input);
    input.setRawMode(true);
    input.resume();
    output.write(ENTER);
    process.on('SIGTERM', this.#restore).on('SIGHUP', this.#restore);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Calls back with the name of each key; Ctrl-C closes. */
  onKey(callback: (name: string) => void): void {
    this.#input.on('keypress', (_text: string | undefined, { name = '', ctrl }: Key) => {
      if (ctrl === true && name === 'c') this.close();
      else if (this.#isOpen) callback(name);
    });
  }

  onResize(callback: () => void): void {
    this.#output.on('resize', callback);
  }

  /** Shows a text, as far as there are lines for it. */
  draw(text: string): void {
    if (!this.#isOpen) return;
    const lines = text.trimEnd().split('\n').slice(0, this.#output.rows);
    this.#output.write(`${HOME}${lines.join(`${END_OF_LINE}\n`)}${END_OF_LINE}${REST}`);
  }

  /** Waits so many milliseconds, or until it is closed or woken. */
  async pause(milliseconds: number): Promise<void> {
    if (!this.#isOpen) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  wake(): void {
    this.#wake();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.off('SIGTERM', this.#restore).off('SIGHUP', this.#restore);
    this.#input.removeAllListeners('keypress');
    this.#output.removeAllListeners('resize');
    this.#input.setRawMode(false);
    this.#input.pause();
    this.#output.write(LEAVE);
    this.#wake();
  }
}
