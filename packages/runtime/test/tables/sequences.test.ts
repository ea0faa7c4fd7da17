import { probes, profiler } from '../../src/index.js';
import { drain, registerFile, startAnew, world } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

/** What the pairs of awaits could have saved, by `before>after`, from a file's first site. */
function savings(): Record<string, number> {
  const { sequences } = profiler.snapshot().threads[0];
  const first = Math.min(...sequences.before);
  return Object.fromEntries(
    sequences.saving.map((saving, row) => [
      `${sequences.before[row] - first}>${sequences.after[row] - first}`,
      saving,
    ]),
  );
}

test('waits for something outside could overlap: all but the longest could be saved', () => {
  const base = registerFile('outside.js', 1, 3);
  const activation = probes.open(base);
  for (const [site, milliseconds] of [10, 30, 20].entries()) {
    probes.suspend(activation, site, null);
    world.burn(milliseconds);
    probes.resume(activation);
  }
  probes.close(activation);
  expect(savings()).toEqual({ '0>1': 10, '1>2': 20 });
});

test('waits for the program’s own work could not: a thread does one thing at a time', async () => {
  const base = registerFile('work.js', 2, 3);
  const parent = probes.open(base);
  for (const site of [0, 1]) {
    const child = probes.open(base + 1);
    probes.suspend(child, 2, null);
    probes.suspend(parent, site, null);
    await drain();
    probes.resume(child);
    world.burn(50);
    probes.close(child);
    probes.resume(parent);
  }
  probes.close(parent);
  expect(savings()).toEqual({ '0>1': 0 });
});

test('waiting and work fill each other’s gaps', async () => {
  const base = registerFile('both.js', 2, 3);
  const parent = probes.open(base);
  probes.suspend(parent, 0, null);
  world.burn(40);
  probes.resume(parent);
  const child = probes.open(base + 1);
  probes.suspend(child, 2, null);
  probes.suspend(parent, 1, null);
  await drain();
  probes.resume(child);
  world.burn(50);
  probes.close(child);
  probes.resume(parent);
  probes.close(parent);
  // 90 in sequence; 50 with the timer running while the child works.
  expect(savings()).toEqual({ '0>1': 40 });
});
