import type { Profile } from '@coroscope/profile';
import { Profile as Prof } from 'pprof-format';
import { limitedPprof } from '../../src/index.js';
import { buildProfile, type ContextSpec } from '../support/profile.js';

const NANOSECONDS = 1e6;

/** A function that calls so many, the later the heavier; each calls one of its own. */
function wide(count: number): Profile {
  const children = Array.from({ length: count }, (_, i): ContextSpec => {
    const below = { name: `below${i}`, calls: 1, self: 0.25 };
    return { name: `fn${i}`, calls: 2, self: i, external: 0.5, children: [below] };
  });
  return buildProfile({
    elapsed: 1e6,
    threads: [{ contexts: [{ name: 'main', calls: 1, self: 3, children }] }],
  });
}

function read(bytes: Uint8Array) {
  const { stringTable, sampleType, sample, location, function: functions } = Prof.decode(bytes);
  const text = (index: number | bigint) => stringTable.strings[Number(index)];
  const nameOf = (id: number | bigint) => {
    const line = location.find((candidate) => candidate.id === id)!.line[0];
    return text(functions.find((candidate) => candidate.id === line.functionId)!.name);
  };
  const sums = Object.fromEntries(
    sampleType.map(({ type }, i) => [
      text(type),
      sample.reduce((sum, { value }) => sum + Number(value[i]), 0),
    ]),
  );
  const leaves = sample.map(({ locationId }) => nameOf(locationId[0]).replace(/ \(.*/, ''));
  return { sums, leaves, samples: sample.length };
}

const COUNT = 200;
const ALL = {
  calls: 1 + 3 * COUNT,
  on_stack: (3 + (COUNT * (COUNT - 1)) / 2 + 0.25 * COUNT) * NANOSECONDS,
  waiting: 0.5 * COUNT * NANOSECONDS,
};

describe('a pprof profile within limits', () => {
  it('is whole where the limits allow', () => {
    const { bytes, samples, folded } = limitedPprof(wide(COUNT), {}, { samples: 401, bytes: 1e6 });
    expect({ samples, folded }).toEqual({ samples: 401, folded: 0 });
    expect(read(bytes)).toMatchObject({ samples: 401, sums: ALL });
  });

  it('has the heaviest of too many samples, and the sums of all', () => {
    const limited = limitedPprof(wide(COUNT), {}, { samples: 50, bytes: 1e6 });
    const { sums, leaves, samples } = read(limited.bytes);
    expect(limited.samples).toBe(samples);
    expect(samples).toBeLessThanOrEqual(50);
    expect(samples).toBeGreaterThan(40);
    expect(limited.folded).toBeGreaterThan(350);
    expect(sums).toMatchObject(ALL);
    expect(leaves).toContain('main');
    expect(leaves).toContain('fn199');
    expect(leaves).not.toContain('fn0');
    expect(leaves.filter((name) => name.startsWith('…')).length).toBeGreaterThan(0);
  });

  it('has no more bytes than it may, and the sums of all', () => {
    const limited = limitedPprof(wide(COUNT), {}, { samples: 1000, bytes: 4000 });
    expect(limited.bytes.length).toBeLessThanOrEqual(4000);
    expect(limited.bytes.length).toBeGreaterThan(3000);
    expect(read(limited.bytes).sums).toMatchObject(ALL);
  });

  it('keeps what is above what it keeps, among those that weigh the same', () => {
    const chain = (depth: number): ContextSpec => ({
      name: `fn${depth}`,
      calls: 1,
      ...(depth > 0 ? { children: [chain(depth - 1)] } : { self: 5 }),
    });
    const profile = buildProfile({ elapsed: 10, threads: [{ contexts: [chain(20)] }] });
    const { bytes } = limitedPprof(profile, {}, { samples: 10, bytes: 1e6 });
    const { sums, leaves } = read(bytes);
    expect(sums).toMatchObject({ calls: 21, on_stack: 5 * NANOSECONDS });
    expect(leaves.slice(0, 3)).toEqual(['fn20', 'fn19', 'fn18']);
    expect(leaves.at(-1)).toMatch(/^… \d+ more$/);
  });
});
