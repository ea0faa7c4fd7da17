import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { probes, profiler } from '../../src/index.js';
import { registerFile } from '../support/virtual-world.js';

const PAGE = readFileSync(join(__dirname, '../../../../docs/clock.md'), 'utf8');
const EXAMPLE = /```js\n(.*?)```/s.exec(PAGE)![1];

afterEach(() => profiler.stop());

test('the clock of docs/clock.md tells idle time', () => {
  const base = registerFile('clock-documentation.js', 1, 1);
  const time = runInNewContext(`${EXAMPLE} time;`, { profiler }) as Record<string, number>;
  const activation = probes.open(base);
  probes.suspend(activation, 0, undefined);
  time.now += 7;
  time.slept += 5;
  time.turns++;
  probes.resumed(activation, undefined);
  probes.close(activation);
  const [{ idle, elsewhere, elapsed }] = profiler.snapshot().threads;
  expect({ idle, elsewhere, elapsed }).toEqual({ idle: 5, elsewhere: 2, elapsed: 7 });
});
