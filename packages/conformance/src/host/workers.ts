import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Profile } from '@coroscope/profile';
import { Channel, type Message } from './channel.js';
import type { RunRequest } from './request.js';
import type { VirtualWorld } from './virtual-world.js';
import type { WorkerCommand, WorkerReport, WorkerRequest } from './worker.js';

/**
 * The threads of a program: worker threads of Node, each with an engine of its own, that run in virtual
 * time. One turn of one event loop runs at a time, always the one that begins first: what is sent in it
 * arrives no earlier, so that no thread is ever ahead of a message for it.
 */
export class Workers {
  readonly #request: RunRequest;
  readonly #world: VirtualWorld;
  readonly #log: string[];
  readonly #workers: WorkerThread[] = [];

  /** @param world That of the main thread. */
  constructor(request: RunRequest, world: VirtualWorld, log: string[]) {
    this.#request = request;
    this.#world = world;
    this.#log = log;
  }

  /** Starts a thread that runs a file. */
  readonly start = (file: string): Channel => {
    const { wall } = this.#world;
    const request = { ...this.#request, entry: file, stopped: false, startsAt: wall };
    const worker = new WorkerThread(request, this.#world, this.#log);
    this.#workers.push(worker);
    return worker.channel;
  };

  /** Runs turns of all threads until nothing is left to do. @returns their last readings */
  async runToEnd(): Promise<Profile[]> {
    const world = this.#world;
    for (;;) {
      const first = [world, ...this.#workers]
        .filter(({ nextTurn }) => nextTurn !== undefined)
        .reduce<VirtualWorld | WorkerThread | undefined>(
          (a, b) => (a !== undefined && a.nextTurn! <= b.nextTurn! ? a : b),
          undefined,
        );
      if (first === undefined) break;
      await first.runTurn();
    }
    const end = Math.max(world.wall, ...this.#workers.map(({ wall }) => wall));
    world.sleepUntil(end);
    return Promise.all(this.#workers.map((worker, i) => worker.end(end, `worker ${i + 1}`)));
  }
}

/** One of them, as seen from the main thread. */
class WorkerThread {
  readonly channel: Channel;
  wall: number;
  readonly #worker: Worker;
  readonly #world: VirtualWorld;
  readonly #log: string[];
  #ownTurn: number | undefined;
  #messages: Message[] = [];

  constructor(request: WorkerRequest, world: VirtualWorld, log: string[]) {
    this.#world = world;
    this.#log = log;
    this.wall = this.#ownTurn = request.startsAt;
    this.channel = new Channel((value) => void this.#messages.push({ at: world.wall, value }));
    this.#worker = new Worker(fileURLToPath(import.meta.url), { workerData: request });
  }

  /** When the next turn of its event loop begins; undefined while nothing is left to do. */
  get nextTurn(): number | undefined {
    const arrivals = this.#messages.map(({ at }) => Math.max(at, this.wall));
    const turns = this.#ownTurn === undefined ? arrivals : [this.#ownTurn, ...arrivals];
    return turns.length === 0 ? undefined : Math.min(...turns);
  }

  async runTurn(): Promise<void> {
    const messages = this.#messages;
    this.#messages = [];
    await this.#tell({ kind: 'turn', messages });
  }

  /** Lets it sleep until a moment and end. */
  async end(at: number, name: string): Promise<Profile> {
    const { profile } = await this.#tell({ kind: 'end', at, name });
    await this.#worker.terminate();
    return profile!;
  }

  async #tell(command: WorkerCommand): Promise<WorkerReport> {
    this.#worker.postMessage(command);
    const [report] = (await once(this.#worker, 'message')) as [WorkerReport];
    this.wall = report.wall;
    this.#ownTurn = report.nextTurn;
    this.#log.push(...report.log);
    for (const { at, value } of report.sent) {
      this.#world.callAt(at, () => this.channel.deliver(value));
    }
    return report;
  }
}
