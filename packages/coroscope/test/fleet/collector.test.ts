import { activationsOf, readTrace } from '@coroscope/profile';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeLargeReader } from '../../../report/test/readers/support/readers.js';
import { coroscope, writeFiles } from '../support/command.js';

jest.setTimeout(120_000);

const node = process.execPath;
const COLLECTOR = join(__dirname, '../../../../node_modules/.cache/readers/collector');

const PROGRAM = `
  async function query() { await null; }
  async function request() { for (let i = 0; i < 12; i++) await query(); }
  async function main() { for (let i = 0; i < 100; i++) await request(); }
  await main();
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Exported {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: { name: string; spanId: string; parentSpanId: string }[] }[];
  }[];
}

describeLargeReader('an OpenTelemetry Collector', existsSync(COLLECTOR), () => {
  let collector: ChildProcess | undefined;
  afterEach(() => collector?.kill());

  it('takes the spans of coroscope push', async () => {
    const port = await freePort();
    const directory = writeFiles({
      'shop.mjs': PROGRAM,
      'config.yaml': `
receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:${port}" } } } }
exporters: { file: { path: spans.json } }
service:
  telemetry: { metrics: { level: none } }
  pipelines: { traces: { receivers: [otlp], exporters: [file] } }
`,
    });
    const args = ['run', '--quiet', '--out', 'a.json', '--trace', 'a.trace', 'shop.mjs'];
    expect(await coroscope(node, args, { directory })).toMatchObject({ code: 0 });
    collector = spawn(COLLECTOR, ['--config', 'file:config.yaml'], {
      cwd: directory,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => collector!.once('exit', resolve));
    const push = ['push', 'a.trace', '--as', 'otlp', '--to', `http://127.0.0.1:${port}`];
    let end = await coroscope(node, push, { directory });
    // It takes a while to start.
    for (let tries = 0; tries < 20 && end.stderr.includes('ECONNREFUSED'); tries++) {
      await pause(500);
      end = await coroscope(node, push, { directory });
    }
    expect(end).toMatchObject({ code: 0, stdout: '' });
    // It writes everything when it ends.
    collector.kill('SIGTERM');
    await ended;

    const lines = readFileSync(join(directory, 'spans.json'), 'utf8').trim().split('\n');
    const resources = lines.flatMap((line) => (JSON.parse(line) as Exported).resourceSpans);
    const [{ resource }] = resources;
    expect(resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'shop' },
    });
    const spans = resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap((of) => of.spans));
    const trace = readTrace(new Uint8Array(readFileSync(join(directory, 'a.trace'))), 'a.trace');
    expect(spans).toHaveLength(activationsOf(trace).count);
    const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
    const queries = spans.filter(({ name }) => name === 'query');
    expect(queries).toHaveLength(1200);
    expect(new Set(queries.map(({ parentSpanId }) => nameOf.get(parentSpanId)))).toEqual(
      new Set(['request']),
    );
  });
});
