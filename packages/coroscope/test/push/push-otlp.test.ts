import { activationsOf, readTrace, type Trace } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rejectedSpans } from '../../src/push/partial-success.js';
import { coroscope, writeFiles } from '../support/command.js';
import { decodeSpans, type DecodedSpan } from '../support/decode-spans.js';
import { receiver, type Received } from '../support/receiver.js';

const node = process.execPath;

/** 1,200 calls and more, which take more than two requests. */
const PROGRAM = {
  'shop.mjs': `
    async function query() { await null; }
    async function request() { for (let i = 0; i < 12; i++) await query(); }
    async function main() { for (let i = 0; i < 100; i++) await request(); }
    await main();
    await new Promise((resolve) => setTimeout(resolve, 20));
  `,
};

const ofPackage = (name: string) => JSON.stringify(pathToFileURL(require.resolve(name)).href);

/** A program that uses OpenTelemetry as programs do: its own API, with the context that it keeps. */
const TRACED = {
  'spans.mjs': `
    import * as api from ${ofPackage('@opentelemetry/api')};
    import * as hooks from ${ofPackage('@opentelemetry/context-async-hooks')};
    const { context, trace } = api.default ?? api;
    const { AsyncLocalStorageContextManager } = hooks.default ?? hooks;
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    export { trace };
    let count = 0;
    export function inSpan(traceId, traceFlags, run) {
      const spanId = (++count).toString(16).padStart(16, '0');
      const span = trace.wrapSpanContext({ traceId, spanId, traceFlags });
      return context.with(trace.setSpan(context.active(), span), run);
    }
  `,
  'tag.mjs': `
    import { trace } from './spans.mjs';
    import { traceparent } from ${JSON.stringify(join(__dirname, '../../dist/esm/opentelemetry.js'))};
    export default traceparent(trace);
  `,
  'shop.mjs': `
    import { inSpan } from './spans.mjs';
    const one = 'aa'.repeat(16), two = 'bb'.repeat(16), none = 'cc'.repeat(16);
    async function inner() { await null; }
    async function outer() {
      await inner();
      await inSpan(one, 1, deeper);
    }
    async function deeper() { await inner(); }
    async function unsampled() { await inner(); }
    async function untraced() { await inner(); }
    await inSpan(one, 1, outer);
    await inSpan(two, 3, inner);
    await inSpan(none, 0, unsampled);
    await untraced();
  `,
};

async function recorded(files: Record<string, string>, ...options: string[]): Promise<string> {
  const directory = writeFiles(files);
  const args = ['run', '--quiet', '--out', 'a.json', '--trace', 'a.trace', ...options, 'shop.mjs'];
  expect(await coroscope(node, args, { directory })).toMatchObject({ code: 0, stderr: '' });
  return directory;
}

const traceIn = (directory: string): Trace =>
  readTrace(new Uint8Array(readFileSync(join(directory, 'a.trace'))), 'a.trace');

const spansOf = (received: Received[]): DecodedSpan[] =>
  received.flatMap(({ body }) => decodeSpans(body).spans);

describe('coroscope push --as otlp', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await recorded(PROGRAM);
  });

  it('sends a span for each activation, at most 512 in a request', async () => {
    const { address, received } = await receiver();
    const push = ['push', 'a.trace', '--to', address, '--as', 'otlp', '--label', 'host.name=a'];
    const environment = { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=s%20ecret, x-team = shop' };
    const end = await coroscope(node, push, { directory, environment });
    expect(end).toMatchObject({
      code: 0,
      stdout: '',
      stderr: `coroscope: a.trace pushed to ${address}\n`,
    });
    for (const { url, headers, body } of received) {
      expect(url.pathname).toBe('/v1/traces');
      expect(headers).toMatchObject({
        'content-type': 'application/x-protobuf',
        'content-encoding': 'gzip',
        'api-key': 's ecret',
        'x-team': 'shop',
      });
      const { spans, resource } = decodeSpans(body);
      expect(spans.length).toBeLessThanOrEqual(512);
      expect(resource).toMatchObject({ 'service.name': 'shop', 'host.name': 'a' });
    }
    const trace = traceIn(directory);
    const activations = activationsOf(trace);
    const spans = spansOf(received);
    expect(spans).toHaveLength(activations.count);
    expect(received).toHaveLength(Math.ceil(activations.count / 512));
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
    const known = new Set(spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`));
    const below = spans.filter(({ parentSpanId }) => parentSpanId !== undefined);
    expect(below.every((span) => known.has(`${span.traceId} ${span.parentSpanId}`))).toBe(true);
    expect(below.filter(({ name }) => name === 'query')).toHaveLength(1200);
  });

  it('sends what took long enough', async () => {
    const { address, received } = await receiver();
    const push = ['push', 'a.trace', '--to', address, '--as', 'otlp', '--min-time', '15'];
    expect(await coroscope(node, push, { directory })).toMatchObject({ code: 0 });
    const spans = spansOf(received);
    expect(spans.map(({ name }) => name)).toContain('<module>');
    expect(spans.every(({ duration }) => duration >= 15e6)).toBe(true);
    expect(spans.length).toBeLessThan(activationsOf(traceIn(directory)).count);
  });

  it('joins the traces that the program is in, and leaves out what these leave out', async () => {
    const traced = await recorded(TRACED, '--tag-module', 'tag.mjs');
    const { address, received } = await receiver();
    const push = ['push', 'a.trace', '--to', address, '--as', 'otlp', '--service', 'shop'];
    expect(await coroscope(node, push, { directory: traced })).toMatchObject({ code: 0 });
    const spans = spansOf(received);
    const parentOf = ({ traceId, parentSpanId }: DecodedSpan) =>
      spans.find((span) => span.traceId === traceId && span.spanId === parentSpanId)?.name ??
      parentSpanId;
    const inTrace = (id: string) =>
      spans
        // That of `spans.mjs` is of no interest.
        .filter(({ traceId, name }) => traceId === id.repeat(16) && name !== 'inSpan')
        .map((span) => [span.name, parentOf(span)])
        .sort();
    // The spans of the program are 1 to 4, in the order in which they begin.
    expect(inTrace('aa')).toEqual([
      ['deeper', '0000000000000002'],
      ['inner', 'deeper'],
      ['inner', 'outer'],
      ['outer', '0000000000000001'],
    ]);
    expect(inTrace('bb')).toEqual([['inner', '0000000000000003']]);
    expect(inTrace('cc')).toEqual([]);
    expect(spans.map(({ name }) => name)).not.toContain('unsampled');
    const untraced = spans.filter(({ name }) => name === 'untraced');
    expect(untraced.map(parentOf)).toEqual(['<module>']);
    expect(spans.filter(({ name }) => name === 'inner')).toHaveLength(4);
  });

  it('says what is wrong', async () => {
    const { address, received } = await receiver();
    // ExportTraceServiceResponse { partial_success { rejected_spans: 44, error_message: "no room" } }
    const partly = Buffer.from([10, 11, 8, 44, 18, 7, ...Buffer.from('no room')]);
    const rejecting = await receiver(() => ({ status: 200, text: partly.toString() }));
    const bad = { OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'api-key' };
    const refusals: [string[], RegExp, NodeJS.ProcessEnv?][] = [
      [['a.json', '--to', address], /a\.json is no trace; push a profile with --as pyroscope/],
      [['a.trace', '--to', address], /OTEL_EXPORTER_OTLP_TRACES_HEADERS holds no headers/, bad],
    ];
    for (const [args, message, environment] of refusals) {
      const push = ['push', '--as', 'otlp', ...args];
      const end = await coroscope(node, push, { directory, environment });
      expect(end).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr.split('\n')[0]).toMatch(message);
    }
    expect(received).toHaveLength(0);
    const push = ['push', 'a.trace', '--as', 'otlp', '--to', rejecting.address, '--min-time', '15'];
    const end = await coroscope(node, push, { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toBe(`coroscope: ${rejecting.address} has rejected 44 spans: no room\n`);
    const trace = ['push', 'a.trace', '--to', address, '--as', 'pyroscope'];
    const other = await coroscope(node, trace, { directory });
    expect(other.stderr).toBe('coroscope: a.trace is a trace; push it with --as otlp\n');
  });
});

describe('rejected spans', () => {
  it('are those of a partial success', () => {
    const answer = Buffer.from([10, 12, 8, 0xac, 2, 18, 7, ...Buffer.from('no room')]);
    expect(rejectedSpans(answer)).toEqual({ count: 300, reason: 'no room' });
  });

  it.each([[], [10], [10, 0], [10, 200], [8, 1], [255, 255], [123, 34], [10, 2, 8, 0]])(
    'are none in %p',
    (...bytes) => {
      expect(rejectedSpans(Buffer.from(bytes))).toEqual({ count: 0, reason: '' });
    },
  );
});
