import { profile, profiler } from '@coroscope/runtime';
import { join } from 'node:path';
import { continuous, type ContinuousOptions } from '../../src/continuous.js';
import { run, writeFiles } from '../support/command.js';
import { decodeForm } from '../support/decode-pprof.js';
import { receiver } from '../support/receiver.js';

let now = 0;
const burn = profile(function burn(time: number) {
  now += time;
});
const wait = profile(async function wait(time: number) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  now += time;
});
const work = profile(async function work() {
  burn(0.25);
  await wait(3);
});

const clock = () => now;
const base = { as: 'pyroscope', service: 'shop', every: 4, clock } as const;

describe('continuous', () => {
  afterEach(() => profiler.reset());

  it('pushes one window after another, without a gap', async () => {
    const { address, received } = await receiver();
    const profiling = continuous({ ...base, to: address, labels: { host: 'a' } });
    let count = 0;
    for (; count < 20 || received.length < 4; count++) await work();
    const last = await profiling.stop();
    expect(profiler.isRunning).toBe(false);
    expect(last.format).toBe('coroscope-profile');
    expect(await profiling.stop()).toBe(last);

    const windows = await Promise.all(received.map(decodeForm));
    const sum = (name: string) => windows.reduce((sums, { sums: of }) => sums + of[name], 0);
    expect(sum('calls')).toBe(3 * count);
    expect(sum('on_stack')).toBe(count * 250_000);
    expect(sum('waiting')).toBe(count * 3_000_000);
    for (const { url } of received) expect(url.searchParams.get('name')).toBe('shop{host=a}');
    const length = received.length;
    await work();
    expect(received).toHaveLength(length);
  });

  it('goes on, whatever the receiver does', async () => {
    const failures: string[] = [];
    const onFailure = ({ message }: Error) => {
      failures.push(message);
      throw new Error('a mistake of the program');
    };
    const busy = await receiver(() => ({ status: 400, text: 'no' }));
    for (const to of [busy.address, 'http://127.0.0.1:1']) {
      const profiling = continuous({ ...base, to, onFailure });
      const before = failures.length;
      while (failures.length < before + 2) await work();
      await work();
      const { threads } = await profiling.stop();
      expect(threads).toHaveLength(1);
    }
    expect(failures[0]).toBe(`${busy.address}/ingest answered 400: no`);
    expect(failures.at(-1)).toMatch(/ECONNREFUSED/);
  });

  it('says at once what is wrong with the options', () => {
    const to = 'http://127.0.0.1:1';
    const wrong: [Partial<ContinuousOptions>, string][] = [
      [{ to: 'here' }, 'no address'],
      [{ every: 0 }, "can't take 0 ms"],
      [{ every: NaN }, "can't take NaN ms"],
      [{ every: 1e12 }, "can't take 1000000000000 ms"],
      [{ as: 'jaeger' as never }, 'nothing is known of jaeger'],
      [{ as: 'otlp' as never }, 'record a trace, and send it with: coroscope push --as otlp'],
      [{ labels: { host: '' } }, 'the label host has the value ""'],
      [{ service: 'a b' }, 'the service "a b"'],
    ];
    for (const [options, message] of wrong) {
      expect(() => continuous({ ...base, to, ...options })).toThrow(message);
    }
    expect(profiler.isRunning).toBe(false);
  });

  it('runs once on a thread, and leaves a profiler that was running', async () => {
    const { address: to } = await receiver();
    profiler.start({ clock });
    const profiling = continuous({ ...base, to });
    expect(() => continuous({ ...base, to })).toThrow('running on this thread already');
    await profiling.stop();
    expect(profiler.isRunning).toBe(true);
    profiler.stop();
  });

  it('keeps no program alive, and warns once', async () => {
    const entry = join(__dirname, '../../dist/esm/continuous.js');
    const directory = writeFiles({
      'shop.mjs': `
        import { setTimeout as pause } from 'node:timers/promises';
        import { continuous } from ${JSON.stringify(entry)};
        continuous({ every: 5, to: process.argv[2], as: 'pyroscope' });
        async function work() { await pause(1); }
        for (let i = 0; i < 200; i++) await work();
      `,
    });
    const program = (to: string) =>
      run(
        process.execPath,
        ['--import', join(__dirname, '../../dist/esm/register.js'), 'shop.mjs', to],
        {
          directory,
        },
      );
    // It never answers, so that the program would wait for it.
    const silent = await receiver(() => new Promise(() => {}));
    const end = await program(silent.address);
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(silent.received).toHaveLength(1);
    const { code, stderr } = await program('http://127.0.0.1:1');
    expect(code).toBe(0);
    expect(stderr.match(/can't push to/g)).toHaveLength(1);
  });
});
