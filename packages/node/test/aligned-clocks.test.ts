import { activationsOf, readTrace } from '@coroscope/profile';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/** Sends a message to a worker and to a child process, each of which answers, three times. */
const PROGRAM = {
  'main.mjs': `
    import { fork } from 'node:child_process';
    import { Worker } from 'node:worker_threads';
    const worker = new Worker(new URL('./other.mjs', import.meta.url), { argv: ['worker'] });
    const child = fork(new URL('./other.mjs', import.meta.url), ['child']);
    function sendToworker(round) { worker.postMessage(round); }
    function sendTochild(round) { child.send(round); }
    function takeFromworker(round) { round < 2 ? sendToworker(round + 1) : worker.postMessage(null); }
    function takeFromchild(round) { round < 2 ? sendTochild(round + 1) : child.send(null); }
    worker.on('message', takeFromworker);
    child.on('message', takeFromchild);
    sendToworker(0);
    sendTochild(0);`,
  'other.mjs': `
    import { parentPort } from 'node:worker_threads';
    const port = parentPort ?? process;
    function answer(round) { parentPort ? parentPort.postMessage(round) : process.send(round); }
    function take(round) { answer(round); }
    port.on('message', (round) => (round === null ? process.exit() : take(round)));`,
};

/** From when to when a function may have been called, by the clock of the machine: our own work is left out. */
function callsOf(name: string, trace: ReturnType<typeof readTrace>): [number, number][] {
  const activations = activationsOf(trace);
  const moments: [number, number][] = [];
  for (let i = 0; i < activations.count; i++) {
    if (trace.functions[activations.functionOf(i)].name !== name) continue;
    const latest = activations.get(i).start - trace.start + trace.monotonic!;
    moments.push([latest - trace.leftOut!, latest]);
  }
  return moments;
}

describeOnEachNode('the clocks of threads and processes', (node) => {
  it('agree on what came first', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await profile(node, ['main.mjs'], { directory }, { trace: 'app.trace' });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const traces = readdirSync(directory)
      .filter((file) => file.endsWith('.trace'))
      .map((file) => readTrace(readFileSync(join(directory, file)), file));
    const traceOf = (thread: RegExp) => traces.find((trace) => thread.test(trace.thread.name))!;
    const main = traceOf(/^main$/);
    for (const [other, name] of [
      ['worker', /^worker/],
      ['child', /^process/],
    ] as const) {
      const sent = callsOf(`sendTo${other}`, main);
      const taken = callsOf('take', traceOf(name));
      const answered = callsOf('answer', traceOf(name));
      const back = callsOf(`takeFrom${other}`, main);
      const inOrder = [0, 1, 2].flatMap((i) => [sent[i], taken[i], answered[i], back[i]]);
      expect(inOrder).toHaveLength(12);
      inOrder.slice(1).forEach(([, latest], i) => {
        expect(inOrder[i][0]).toBeLessThanOrEqual(latest);
      });
    }
    // The profile has no order of events, but knows when threads began.
    const starts = end.profile.threads.map(({ start = 0 }) => start);
    expect(starts[0]).toBe(0);
    expect(starts.slice(1).every((start) => start > 0)).toBe(true);
  });
});
