import type { Profile } from '@coroscope/profile';
import { VirtualEngine } from '../../../profile/test/trace/virtual-engine.js';
import { encodeMetadata } from '../../../runtime/src/format/encode-metadata.js';

/** A run under a clock that the test moves: its profile and its trace. */
export interface VirtualRun {
  profile: Profile;
  trace: Uint8Array<ArrayBuffer>;
}

const LINES = {
  1: 'export async function serve() {',
  3: '  const user = await load("user", 30);',
  4: '  const cart = await load("cart", 50);',
  5: '  return render(user, cart);',
  9: 'async function load(what, time) {',
  10: '  return await query(what, time);',
};

/**
 * A request a round, one after the other. Each loads two things one after the other, from outside, for 30 and
 * 50 ms, and then renders for 20 ms; the last of them never ends, for it waits for what never comes.
 */
export async function serviceRun(rounds = 3): Promise<VirtualRun> {
  const engine = await VirtualEngine.create();
  const { probes } = engine;
  const base = probes.register(
    1,
    '/app/service.js',
    4,
    4,
    encodeMetadata({
      functions: [
        { name: 'serve', kind: 'async', line: 1, column: 1, counted: false, source: 0 },
        { name: 'load', kind: 'async', line: 9, column: 1, counted: false, source: 0 },
        { name: 'render', kind: 'function', line: 14, column: 1, counted: false, source: 0 },
        { name: 'idle', kind: 'async', line: 20, column: 1, counted: false, source: 0 },
      ],
      sites: [
        { function: 0, kind: 'await', line: 3, column: 16, inLoop: false },
        { function: 0, kind: 'await', line: 4, column: 16, inLoop: false },
        { function: 1, kind: 'await', line: 10, column: 10, inLoop: false },
        { function: 3, kind: 'await', line: 21, column: 3, inLoop: false },
      ],
    }),
  );
  engine.startWithIdleTime();
  const recording = engine.profiler.trace();

  const load = async (time: number) => {
    const activation = probes.open(base + 1);
    engine.burn(1);
    probes.resumed(activation, await probes.suspend(activation, 2, engine.sleep(time)));
    engine.burn(1);
    probes.close(activation);
  };
  const serve = async () => {
    const activation = probes.open(base);
    probes.resumed(activation, await probes.suspend(activation, 0, load(30)));
    probes.resumed(activation, await probes.suspend(activation, 1, load(50)));
    const frame = probes.enter(base + 2);
    engine.burn(20);
    probes.exit(frame);
    probes.close(activation);
  };
  for (let round = 0; round < rounds; round++) {
    const served = serve();
    await engine.runTimers();
    await served;
  }
  const hanging = probes.open(base + 3);
  void probes.suspend(hanging, 3, new Promise(() => undefined));
  await engine.turn();
  const profile = engine.profiler.snapshot();
  const trace = recording.read();
  recording.stop();
  for (const file of profile.files) file.lines = LINES;
  profile.program = {
    arguments: ['service.js'],
    directory: '/app',
    platform: 'node 24.1.0 linux x64',
  };
  return { profile, trace };
}
