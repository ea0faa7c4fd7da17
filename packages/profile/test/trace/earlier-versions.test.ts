import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  activationsOf,
  criticalPath,
  findActivations,
  idleTime,
  readTrace,
  timeline,
  traceFigures,
} from '../../src/index.js';

// Saved by release 0.1.0, on a little-endian machine. Its program:
//
//     async function query(ms) { await sleep(ms); return [1, 2, 3]; }
//     async function* pages() { for (let page = 0; page < 2; page++) yield query(4); }
//     function* ids() { yield 1; yield 2; }
//     async function order() {
//       const [rows] = await Promise.all([query(12), query(6)]);
//       for await (const page of pages()) rows.push(...page);
//       for (const id of ids()) rows.push(id);
//       return rows.length;
//     }
//     console.log(await order());
const FILE = join(__dirname, '../fixtures/trace-0.1.0.bin');
const bytes = new Uint8Array(readFileSync(FILE));
const trace = readTrace(bytes, FILE);

test('it is a trace of version 1, and nothing of it is missing', () => {
  expect(new Uint32Array(bytes.buffer, bytes.byteOffset, 3)[2]).toBe(1);
  expect(trace).toMatchObject({ notes: [], overwritten: 0, dropped: 0, recorded: trace.kept });
});

test('what it did not record is unknown, not zero', () => {
  expect(trace.tellsIdle).toBe(false);
  expect(idleTime(trace, trace.start, trace.end)).toBe(0);
  for (const activation of findActivations(trace)) {
    const kinds = criticalPath(trace, activation).pieces.map(({ kind }) => kind);
    expect(kinds).not.toContain('elsewhere');
  }
});

test('its figures are those of the program', () => {
  const { calls, suspensions } = traceFigures(trace);
  const sums: Record<string, { calls: number; suspensions: number }> = {};
  trace.contexts.function.forEach((fn, context) => {
    if (fn < 0) return;
    const sum = (sums[trace.functions[fn].name] ??= { calls: 0, suspensions: 0 });
    sum.calls += calls[context];
    sum.suspensions += suspensions[context];
  });
  // A `for await` waits once more for the end.
  expect(sums).toEqual({
    '<module>': { calls: 1, suspensions: 1 },
    query: { calls: 4, suspensions: 4 },
    pages: { calls: 1, suspensions: 2 },
    ids: { calls: 1, suspensions: 2 },
    order: { calls: 1, suspensions: 4 },
  });
});

test('timeline and critical path are drawn from it', () => {
  const [order] = findActivations(trace, 'order');
  const activations = activationsOf(trace);
  const nameOf = (index: number) => trace.functions[activations.functionOf(index)].name;
  const rows = timeline(trace, order).map(({ activation, depth }) => [
    trace.functions[activation.function].name,
    depth,
  ]);
  expect(rows).toEqual([
    ['order', 0],
    ['query', 1],
    ['query', 1],
    ['pages', 1],
    ['query', 2],
    ['query', 2],
    ['ids', 1],
  ]);
  const { pieces, visits } = criticalPath(trace, order);
  const length = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  expect(length).toBeCloseTo(activations.elapsed(order), 6);
  // The longer one of the two queries explains the first wait.
  const [longer, shorter] = findActivations(trace, 'query');
  const visited = visits.map(({ activation }) => activation);
  expect(visited).toContain(longer);
  expect(nameOf(visited[0])).toBe('order');
  expect(activations.elapsed(longer)).toBeGreaterThan(activations.elapsed(shorter));
});
