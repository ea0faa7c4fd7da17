import { parentPort, workerData } from 'node:worker_threads';
import type { Profile } from '@coroscope/profile';
import { profiler } from '@coroscope/runtime';
import { Channel, type Message } from './channel.js';
import type { RunRequest } from './request.js';
import { VirtualThread } from './virtual-thread.js';

/** What a worker thread is made with. */
export interface WorkerRequest extends RunRequest {
  /** When its event loop begins, on the wall clock. */
  startsAt: number;
}

/** Its orders: to run a turn of its event loop, or to sleep until a moment and end. */
export type WorkerCommand =
  { kind: 'turn'; messages: Message[] } | { kind: 'end'; at: number; name: string };

/** What it answers. */
export interface WorkerReport {
  wall: number;
  /** When its next turn begins, unless a message comes first; undefined while nothing is left to do. */
  nextTurn: number | undefined;
  sent: Message[];
  log: string[];
  /** The last reading, at the end. */
  profile?: Profile;
}

/** Runs a worker thread of a program, turn by turn, as ordered. */
export async function runWorker(): Promise<void> {
  const request = workerData as WorkerRequest;
  let sent: Message[] = [];
  const parent = new Channel((value) => void sent.push({ at: world.wall, value }));
  const thread = new VirtualThread(request, { parent });
  const { world, log } = thread;
  world.sleepUntil(request.startsAt);
  world.callAt(request.startsAt, await thread.prepare(request.entry));
  const report = (profile?: Profile) => {
    const { wall, nextTurn } = world;
    parentPort!.postMessage({
      wall,
      nextTurn,
      sent,
      log: log.splice(0),
      profile,
    } satisfies WorkerReport);
    sent = [];
  };
  parentPort!.on('message', (command: WorkerCommand) => {
    if (command.kind === 'turn') {
      for (const { at, value } of command.messages) world.callAt(at, () => parent.deliver(value));
      void world.runTurn().then(() => report());
    } else {
      world.sleepUntil(command.at);
      const profile = profiler.snapshot();
      for (const entry of profile.threads) entry.name = command.name;
      report(profile);
      parentPort!.close();
    }
  });
}
