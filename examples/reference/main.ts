import { setTimeout as timer } from 'node:timers/promises';

const SECOND = 1000;

async function foo(): Promise<void> {
  burnCpu(SECOND);
  await burnAsyncIo(SECOND);
  burnIo(SECOND);
  await burnAsyncIo(SECOND);
}

/** Computes until this thread has used the CPU for so many milliseconds. */
function burnCpu(milliseconds: number): void {
  const start = process.cpuUsage();
  let used = 0;
  while (used < milliseconds) {
    for (let i = 0; i < 100_000; i++) Math.sqrt(i);
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / 1000;
  }
}

/** Blocks this thread without computing, as a synchronous read does. */
function burnIo(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Waits without blocking. */
async function burnAsyncIo(milliseconds: number): Promise<void> {
  await timer(milliseconds);
}

await foo();
