import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LiveFigures } from '../../src/live/live-protocol.js';

export interface ServerRequest {
  vite: string;
  plugins: string;
  directory: string;
  options?: object;
  /** To be bundled beforehand. */
  dependencies?: string[];
  /** Builds, and serves what was built. */
  preview?: boolean;
}

/** A server of Vite's in a process of its own. */
export class ViteServer {
  url = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #messages: AsyncIterator<string>;
  #errors = '';

  static async start(request: ServerRequest): Promise<ViteServer> {
    const server = new ViteServer();
    const { url } = await server.#ask<{ url: string }>(JSON.stringify(request));
    server.url = url.replace(/\/$/, '');
    return server;
  }

  private constructor() {
    this.#child = spawn(process.execPath, ['--no-warnings', join(__dirname, 'serve.mjs')], {
      // Whatever happens, it ends.
      timeout: 60_000,
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#messages = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** What a module's `render` gives on the server. */
  async render(path: string): Promise<string> {
    return (await this.#ask<{ rendered: string }>(path)).rendered;
  }

  async figures(): Promise<LiveFigures> {
    return (await (await fetch(`${this.url}/__coroscope/figures.json`)).json()) as LiveFigures;
  }

  /** The figures as soon as they are as they should be. */
  async figuresOnce(isReady: (figures: LiveFigures) => boolean): Promise<LiveFigures> {
    for (;;) {
      const figures = await this.figures();
      if (isReady(figures)) return figures;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Everything that it complained of. */
  get errors(): string {
    return this.#errors;
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }

  async #ask<Answer>(line: string): Promise<Answer> {
    this.#child.stdin.write(`${line}\n`);
    for (;;) {
      const { value, done } = await this.#messages.next();
      if (done) throw new Error(this.#errors);
      if (value.startsWith('@')) return JSON.parse(value.slice(1)) as Answer;
    }
  }
}
