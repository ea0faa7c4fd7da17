import { profiler } from '../../src/index.js';
import { registerFile } from '../support/virtual-world.js';

/** Runs something with a console that only collects warnings. */
async function run(): Promise<{ notes: string[]; warnings: string[] }> {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const { profile } = await profiler.run(() => Promise.resolve());
  const warnings = warn.mock.calls.map(([message]) => String(message));
  warn.mockRestore();
  return { notes: profile.notes, warnings };
}

describe('a run without instrumented code', () => {
  it('says so in each profile, and once on the terminal', async () => {
    const note = expect.stringMatching(/^No instrumented code has been loaded: start .* plugin/);
    expect(await run()).toEqual({
      notes: [note],
      warnings: [expect.stringMatching(/^coroscope: No instrumented code has been loaded/)],
    });
    expect(await run()).toEqual({ notes: [note], warnings: [] });
  });

  it('is nothing to mention where such code is merely idle', async () => {
    registerFile('idle.js', 1, 0);
    expect(await run()).toEqual({ notes: [], warnings: [] });
  });
});
