import { probes, profiler } from '../../src/index.js';

test('all copies of the runtime share one engine', () => {
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('../../src/index.js')>('../../src/index.js');
    expect(copy.profiler).toBe(profiler);
    expect(copy.probes).toBe(probes);
  });
  expect((globalThis as { __coroscope__?: unknown }).__coroscope__).toBe(probes);
  expect(Object.keys(globalThis)).not.toContain('__coroscope__');
});
