import { loadEngine } from '../model/fresh-engine.js';
import { isImage } from '../../src/watch.js';
import { Column, Header } from '../../src/format/memory-layout.js';
import { Size } from '../../src/tables/sizes.js';

async function image(): Promise<Int32Array> {
  const { probes, profiler, watched } = await loadEngine();
  const first = probes.register(1, 'a.js', 2, 0, '');
  profiler.start();
  probes.exit(probes.enter(first));
  return new Int32Array(new Uint8Array(Buffer.concat(watched.image()!.parts)).buffer);
}

const directory = (column: Column) => Header.Directory + 2 * column;

it('has all that is needed to read it', async () => {
  const { probes, profiler, readImage } = await loadEngine();
  const first = probes.register(1, 'a.js', 2, 0, '');
  profiler.start();
  for (let i = 0; i < 3; i++) probes.exit(probes.enter(first));
  const { threads } = readImage()!;
  // The root has no calls.
  expect(threads[0].contexts.calls).toEqual([0, 3]);
});

it('is distinguished from other bytes', async () => {
  const words = await image();
  const others: [string, (words: Int32Array) => Int32Array][] = [
    ['nothing', () => new Int32Array(0)],
    ['cut off', () => words.slice(0, words.length / 2)],
    ['of another version', (copy) => copy.fill(7, Header.Version, Header.Version + 1)],
    ['with a table elsewhere', (copy) => copy.fill(1, directory(3), directory(3) + 1)],
    [
      'with a table of a negative length',
      (copy) => copy.fill(-1, directory(3) + 1, directory(3) + 2),
    ],
    [
      'with more contexts than there is room for',
      (copy) => {
        copy[copy[directory(Column.Sizes)] / 4 + Size.Contexts] = 2 ** 30;
        return copy;
      },
    ],
  ];
  expect(isImage(words.buffer as ArrayBuffer)).toBe(true);
  for (const [what, change] of others) {
    const changed = change(words.slice());
    expect([what, isImage(changed.buffer as ArrayBuffer)]).toEqual([what, false]);
  }
});
