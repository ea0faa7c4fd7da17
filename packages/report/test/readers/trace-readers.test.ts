import {
  activationsOf,
  functionTable,
  traceFigures,
  type Profile,
  type Trace,
} from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { printable } from '../../src/terminal/printable.js';
import { FrameNames } from '../../src/export/frame-names.js';
import { checkFigures } from './support/expected.js';
import { INPUTS, recordingOf } from './support/inputs.js';
import { decodeByProtoc, utf8, type DecodedMessage } from './support/protoc.js';
import {
  describeLargeReader,
  describeReader,
  hasNpmPackage,
  hasPythonPackage,
  isCommand,
  npmPath,
  write,
} from './support/readers.js';
import { checkTimes, nameOf, sums, type Times } from './support/trace-times.js';

jest.setTimeout(300_000);

interface Span {
  name: string;
  parent: string | null;
  tag: string | null;
  start: number;
  duration: number;
}

const messages = (values: DecodedMessage[string] = []) => values as DecodedMessage[];
const one = (values: DecodedMessage[string] = []) => (values as string[]).at(0);

/** The activations as tables give them, in the order of their beginning. */
function activationsIn(trace: Trace): Span[] {
  const activations = activationsOf(trace);
  return Array.from({ length: activations.count }, (_, i) => {
    const { function: fn, parent, tag = null, start, end } = activations.get(i);
    const above = parent < 0 ? null : nameOf(trace, activations.functionOf(parent));
    return { name: nameOf(trace, fn), parent: above, tag, start, duration: end - start };
  });
}

const hasProtoc = isCommand('protoc', '--version') && hasPythonPackage('opentelemetry');

describeReader("protoc, with OpenTelemetry's messages", hasProtoc, () => {
  const spansOf = (of: Trace, options = {}) => {
    const file = write('otlp', of, options);
    const data = decodeByProtoc(file, 'opentelemetry.proto.trace.v1.TracesData');
    const spans = messages(data.resource_spans)
      .flatMap((resource) => messages(resource.scope_spans))
      .flatMap((scope) => messages(scope.spans));
    const identity = (trace = '', span = '') => `${trace} ${span}`;
    const names = new Map(
      spans.map((span) => [identity(one(span.trace_id), one(span.span_id)), utf8(one(span.name)!)]),
    );
    // No identifier stands for two.
    expect(names.size).toBe(spans.length);
    const epoch = BigInt(Date.parse(of.startedAt ?? '') || 0) * 1_000_000n;
    return spans.map((span): Span => {
      const [start, end] = [span.start_time_unix_nano, span.end_time_unix_nano].map((time) =>
        // What is zero is not written.
        BigInt(one(time) ?? 0),
      );
      const above = one(span.parent_span_id);
      const tag = messages(span.attributes).find(({ key }) => one(key) === 'coroscope.tag');
      return {
        name: utf8(one(span.name)!),
        parent: above === undefined ? null : names.get(identity(one(span.trace_id), above))!,
        tag: tag === undefined ? null : utf8(one(messages(tag.value)[0].string_value)!),
        start: Number(start - epoch) / 1e6 + of.start,
        duration: Number(end - start) / 1e6,
      };
    });
  };
  const times = (spans: Span[]): Times =>
    spans.map(({ name, parent, tag, duration }) => [`${name} < ${parent} ${tag}`, duration]);

  it.each(INPUTS)('hold a span for each activation of %s', async (input) => {
    const { trace } = recordingOf(input);
    await checkTimes(trace, (of) => times(spansOf(of)), times(activationsIn(trace)));
  });

  it('hold those that took long only, below the nearest of them', () => {
    const { trace } = recordingOf('hostile names and recursion');
    const all = activationsIn(trace);
    const minTime = 2;
    const long = all.filter(({ duration }) => duration >= minTime);
    const [more, ...others] = spansOf(trace, { minTime }).toSorted((a, b) =>
      a.name < b.name ? 1 : -1,
    );
    expect(more).toMatchObject({ name: `… ${all.length - long.length} more`, parent: null });
    const shown = others;
    expect(shown).toHaveLength(long.length);
    expect(long.length).toBeLessThan(all.length);
    // The module begins nothing that is long but what begins below itself.
    expect(shown.filter(({ parent }) => parent === null)).toHaveLength(
      long.filter(({ parent }) => parent === null).length,
    );
  });
});

describeLargeReader(
  'the trace engine of Chrome DevTools',
  hasNpmPackage('@paulirish/trace_engine'),
  () => {
    const READ = `
import { readFileSync } from 'node:fs';
globalThis.window ??= globalThis;
globalThis.DOMRect ??= class { constructor(x, y, width, height) { Object.assign(this, { x, y, width, height }); } };
const [engine, file] = process.argv.slice(1);
const { TraceModel } = await import(engine);
const model = TraceModel.Model.createWithAllHandlers();
await model.parse(JSON.parse(readFileSync(file, 'utf8')).traceEvents);
const { Renderer } = model.parsedTrace().data;
const threads = [...Renderer.processes.values()].flatMap((process) => [...process.threads.values()]);
const nodeOf = (entry) => Renderer.entryToNode.get(entry);
console.log(JSON.stringify(threads.map(({ name, entries }) => ({
  name,
  entries: entries.map((entry) => ({
    name: entry.name, category: entry.cat, ts: entry.ts, duration: entry.dur, depth: nodeOf(entry).depth,
    args: entry.args,
  })),
}))));`;
    interface Entry {
      name: string;
      category: string;
      ts: number;
      duration: number;
      depth: number;
    }
    const engine = join(npmPath, '@paulirish/trace_engine/models/trace/trace.js');
    const threadsOf = (of: Trace): { name: string; entries: Entry[] }[] => {
      const args = ['--input-type=module', '-e', READ, engine, write('chrome', of)];
      const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
      return JSON.parse(output.split('\n').findLast((line) => line.startsWith('['))!);
    };
    describe.each(INPUTS)('shows of %s', (input) => {
      it('what was on the stack', async () => {
        const { trace } = recordingOf(input);
        const { onStack } = traceFigures(trace);
        const expected = Array.from(onStack, (time, context): [string, number] => {
          const fn = trace.contexts.function[context];
          return [fn < 0 ? '' : nameOf(trace, fn), time];
        });
        const read = (of: Trace) => {
          const main = threadsOf(of).find(({ name }) => name === of.thread.name)!;
          return sums(main.entries.map(({ name, duration }) => [name, duration / 1000]));
        };
        await checkTimes(trace, read, sums(expected));
      });

      it('each coroutine, with its waits in it', () => {
        const { trace } = recordingOf(input);
        const activations = activationsOf(trace);
        const coroutines = Array.from({ length: activations.count }, (_, i) =>
          activations.get(i),
        ).filter(({ isCoroutine }) => isCoroutine);
        const threads = threadsOf(trace).filter(({ name }) => name !== trace.thread.name);
        const entries = threads.flatMap((thread) => thread.entries);
        const lives = entries.filter(({ category }) => category === 'activation');
        expect(lives.map(({ name }) => name).sort()).toEqual(
          coroutines.map(({ function: fn }) => nameOf(trace, fn)).sort(),
        );
        expect(lives.every(({ depth }) => depth === 0)).toBe(true);
        const waits = entries.filter(({ category }) => category !== 'activation');
        expect(waits).toHaveLength(
          coroutines.flatMap(({ intervals }) =>
            intervals.filter(({ state }) => state !== 'onStack'),
          ).length,
        );
        expect(waits.every(({ depth }) => depth === 1)).toBe(true);
      });
    });
  },
);

describeLargeReader('DuckDB', hasNpmPackage('@duckdb/node-api'), () => {
  const READ = `
import { createRequire } from 'node:module';
const [packages, ...queries] = process.argv.slice(1);
const { DuckDBInstance } = createRequire(packages + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = [];
for (const query of queries) rows.push((await connection.runAndReadAll(query)).getRowObjectsJson());
console.log(JSON.stringify(rows));`;
  const query = <Row>(sql: string): Row[] => {
    const args = ['--input-type=module', '-e', READ, npmPath, sql];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))[0];
  };

  it.each(INPUTS)('adds up the Parquet table of %s', async (input) => {
    const { trace } = recordingOf(input);
    const read = (of: Trace) =>
      query<{ name: string; state: string; time: number }>(
        `select function as name, state, sum(duration_ms) as time
         from '${write('parquet', of)}' group by all`,
      ).map(({ name, state, time }): [string, number] => [`${name} ${state}`, time]);
    const figures = traceFigures(trace);
    const expected = (
      [
        ['on stack', figures.onStack],
        ['awaiting', figures.awaiting],
        ['paused', figures.paused],
      ] as const
    ).flatMap(([state, column]) =>
      Array.from(column, (time, context): [string, number] => {
        const fn = trace.contexts.function[context];
        return [`${fn < 0 ? '' : nameOf(trace, fn)} ${state}`, time];
      }),
    );
    await checkTimes(trace, read, sums(expected));
  });

  it.each(INPUTS)('reads the CSV of %s as a table', (input) => {
    const { profile } = recordingOf(input);
    const read = (of: Profile) =>
      Object.fromEntries(
        query<Record<string, string>>(
          `select function, file, line, "column", calls, self_ms, total_ms from '${write('csv', of)}'`,
        ).map((row) => [
          `${row.function} ${row.file}:${row.line}:${row.column}`,
          {
            calls: Number(row.calls),
            own: Number(row.self_ms) * 1e6,
            cumulative: Number(row.total_ms) * 1e6,
          },
        ]),
      );
    const names = new FrameNames(profile);
    const expected = functionTable(profile).map((row) => [
      `${row.name} ${names.path(row.function)}:${row.line}:${row.column}`,
      { calls: row.calls, own: row.self * 1e6, cumulative: row.total * 1e6 },
    ]);
    checkFigures(profile, read, Object.fromEntries(expected));
  });

  it('finds what is left out in a row for each state, so that sums hold', () => {
    const { trace } = recordingOf('hostile names and recursion');
    const read = (options: object) =>
      query<{ state: string; count: string; time: number }>(
        `select state, sum(coalesce(more, 1)) as count, sum(duration_ms) as time
         from '${write('parquet', trace, options)}' group by all order by all`,
      );
    const all = read({});
    for (const options of [{ minTime: 2 }, { function: 'descend' }]) {
      const some = read(options);
      expect(some.map(({ state, count }) => [state, count])).toEqual(
        all.map(({ state, count }) => [state, count]),
      );
      some.forEach(({ time }, i) => expect(time).toBeCloseTo(all[i].time, 6));
      const [{ rows }] = query<{ rows: string }>(
        `select count(*) as rows from '${write('parquet', trace, options)}'`,
      );
      expect(Number(rows)).toBeLessThan(all.reduce((sum, { count }) => sum + Number(count), 0));
    }
  });

  it('knows who has started whom, and where each waited', () => {
    const { trace } = recordingOf('a real run');
    const file = write('parquet', trace);
    const parents = query<{ name: string; parent: string | null }>(
      `with a as (select distinct activation, parent, function from '${file}')
       select a.function as name, b.function as parent from a left join a b on a.parent = b.activation`,
    );
    const key = ({ name, parent }: { name: string; parent: string | null }) =>
      `${printable(name)} < ${parent}`;
    expect(parents.map(key).sort()).toEqual(activationsIn(trace).map(key).sort());
    const [{ places }] = query<{ places: string }>(
      `select count(distinct (site_line, site_column)) as places from '${file}' where state = 'awaiting'`,
    );
    const activations = activationsOf(trace);
    const sites = new Set<number>();
    for (let i = 0; i < activations.count; i++) {
      for (const { state, site } of activations.get(i).intervals) {
        if (state === 'awaiting' && site >= 0) sites.add(site);
      }
    }
    expect(Number(places)).toBe(sites.size);
  });
});
