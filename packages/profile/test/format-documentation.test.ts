import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bucketBounds,
  findings,
  functionTable,
  readProfile,
  siteTable,
  totals,
} from '../src/index.js';

describe('the example in docs/profile-format.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/profile-format.md'), 'utf8');
  const example = readProfile(/```json\n(.*?)```/s.exec(page)![1], 'the example');
  const program = /```js\n(.*?)```/s.exec(page)![1].split('\n');

  it('is a profile of the program beside it', () => {
    for (const [line, text] of Object.entries(example.files[0].lines!)) {
      expect(program[Number(line) - 1]).toBe(text);
    }
  });

  it('holds together', () => {
    const { elapsed, onStack, offStack, idle, elsewhere, awaiting } = totals(example);
    expect(onStack + offStack).toBe(elapsed);
    expect(idle! + elsewhere!).toBe(offStack);
    expect(awaiting).toBe(1500);
    expect(functionTable(example).map(({ name, calls, total }) => [name, calls, total])).toEqual([
      ['<module>', 1, 1.5],
      ['main', 1, 1501],
    ]);
  });

  it('has its waits in the right buckets', () => {
    const rows = siteTable(example);
    expect(rows).toHaveLength(2);
    for (const { longest = NaN, histogram } of rows) {
      const { lower, upper } = bucketBounds(histogram.first, histogram.subBuckets);
      expect(lower).toBeLessThanOrEqual(longest);
      expect(upper).toBeGreaterThan(longest);
    }
  });

  it('shows the saving that the page speaks of', () => {
    expect(findings(example)).toMatchObject([{ kind: 'sequential-awaits', cost: 500 }]);
  });
});
