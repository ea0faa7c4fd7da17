import { BroadcastChannel } from 'node:worker_threads';
import { profiler, type Profile } from '@coroscope/runtime';
import { FiguresStore } from '../src/live/figures-store.js';
import { RESET_EVENT, THREADS_CHANNEL, type ThreadFigures } from '../src/live/live-protocol.js';
import { ServerThreads } from '../src/live/server-threads.js';
import { serverFigures } from '../src/live/server-figures.js';

describe('the figures of other threads of the server', () => {
  const thread = new BroadcastChannel(THREADS_CHANNEL);
  afterAll(() => thread.close());

  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  };
  const profileAt = (elapsed: number): Profile => ({ ...serverFigures('nitro'), elapsed });
  const send = (figures: ThreadFigures) => thread.postMessage(figures);

  it('are kept when another one goes on in its place', async () => {
    const store = new FiguresStore();
    const threads = new ServerThreads(store);
    const elapsed = () => store.profiles.map((profile) => profile.elapsed).join();
    send({ thread: 'first', profile: profileAt(1) });
    await until(() => elapsed() === '1');
    send({ thread: 'first', profile: profileAt(2) });
    await until(() => elapsed() === '2');
    send({ thread: 'second', profile: profileAt(3) });
    await until(() => elapsed() === '2,3');
    const server = { program: { arguments: ['nitro'] }, threads: [{ name: 'server' }] };
    expect(store.profiles).toMatchObject([server, server]);

    const received: unknown[] = [];
    thread.onmessage = (message) => received.push((message as { data: unknown }).data);
    threads.reset();
    await until(() => received.length > 0);
    expect(received).toEqual([RESET_EVENT]);
    threads.close();
  });

  beforeAll(() => profiler.start());
  afterAll(() => profiler.stop());
});
