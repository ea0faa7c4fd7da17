import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port that nothing listens at, for servers that don't choose one themselves. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

/** A server, which runs in a process group of its own, as what a terminal starts does. */
export class Server {
  readonly #child: ChildProcess;
  #output = '';

  constructor(
    directory: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    node = process.execPath,
  ) {
    this.#child = spawn(node, args, {
      cwd: directory,
      env: { ...process.env, NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
  }

  /** Waits for the URL that a server names in its output when it is ready. */
  async url(pattern = /http:\/\/localhost:\d+/): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const [url] = pattern.exec(this.#output) ?? [];
        if (url !== undefined) resolve(url);
      };
      this.#child.stdout!.on('data', look);
      this.#child.on('exit', () => reject(new Error(`no server:\n${this.#output}`)));
      look();
    });
  }

  /** Interrupts it, as ^C does, and waits for its end. */
  async interrupt(): Promise<string> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = new Promise((resolve) => this.#child.on('close', resolve));
      process.kill(-this.#child.pid!, 'SIGINT');
      await closed;
    }
    return this.#output;
  }
}
