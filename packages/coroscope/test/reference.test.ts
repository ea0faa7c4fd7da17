import { join } from 'node:path';
import { calls, profile, rowOf } from './support/command.js';

const node = process.execPath;
const directory = join(__dirname, '../../..');
const script = 'examples/reference/main.ts';
// Timers and sleeps may end a millisecond early, and are counted in whole ones.
const SECOND = 990;

describe('the reference program', () => {
  it('takes the time that it takes on the wall clock', async () => {
    const end = await profile(node, [script], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(calls(end.profile)).toEqual({ foo: 1, burnAsyncIo: 2, burnIo: 1, burnCpu: 1 });
    const [foo, asyncIo, io, cpu] = ['foo', 'burnAsyncIo', 'burnIo', 'burnCpu'].map((name) =>
      rowOf(end.profile, name),
    );
    expect(asyncIo.external).toBeGreaterThan(2 * SECOND);
    expect(asyncIo.awaiting).toBeCloseTo(asyncIo.external);
    expect(io.self).toBeGreaterThan(SECOND);
    expect(cpu.self).toBeGreaterThan(SECOND);
    expect(foo).toMatchObject({ suspensions: 2, live: 0 });
    expect(foo.awaiting).toBeGreaterThanOrEqual(asyncIo.awaiting);
    expect(foo.onStack).toBeGreaterThanOrEqual(io.onStack + cpu.onStack);
    expect(foo.total).toBeCloseTo(foo.onStack + foo.awaiting);
    expect(end.profile.elapsed).toBeGreaterThan(foo.total);
  });

  it('takes only its second of computing on the CPU clock', async () => {
    const end = await profile(node, ['--clock', 'cpu', script], { directory });
    expect(calls(end.profile)).toEqual({ foo: 1, burnAsyncIo: 2, burnIo: 1, burnCpu: 1 });
    const [foo, cpu] = ['foo', 'burnCpu'].map((name) => rowOf(end.profile, name));
    expect(cpu.self).toBeGreaterThan(SECOND);
    expect(foo).toMatchObject({ suspensions: 2, awaiting: 0, external: 0, total: foo.onStack });
    // No bound on the rest in milliseconds: what a busy machine charges a program is its own affair.
    expect(foo.onStack - foo.self).toBeGreaterThanOrEqual(cpu.onStack);
    expect(foo.onStack).toBeLessThan(2 * cpu.onStack);
  });
});
