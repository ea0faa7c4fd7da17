import {
  activationsOf,
  functionTable,
  readTrace,
  traceFigures,
  type Trace,
} from '@coroscope/profile';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryDirectory, writeFiles } from './support/files.js';
import { KILLED } from './support/killed.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const PAGE = readFileSync(join(__dirname, '../../../docs/trace.md'), 'utf8');
const EXAMPLE = {
  'page.js': /```js\n(.*?)```/s.exec(PAGE)![1],
  'package.json': '{ "type": "module" }',
};

function load(directory: string, file: string): Trace {
  return readTrace(readFileSync(join(directory, file)), file);
}

function functionsOf(trace: Trace): string[] {
  const activations = activationsOf(trace);
  const names = Array.from(
    { length: activations.count },
    (_, i) => trace.functions[activations.functionOf(i)].name,
  );
  return [...new Set(names)].sort();
}

describeOnEachNode('the trace of a launched program', (node) => {
  it('records the events that the profile adds up', async () => {
    const directory = writeFiles(EXAMPLE);
    const end = await profile(node, ['page.js'], { directory }, { trace: 'page.trace' });
    expect(end).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const trace = load(directory, 'page.trace');
    expect(trace).toMatchObject({ dropped: 0, overwritten: 0, notes: [] });
    expect(trace.thread.name).toBe('main');
    expect(trace.program).toMatchObject({ arguments: ['page.js'], directory });
    expect(trace.files.at(-1)!.lines).toMatchObject({ 4: '  await sleep(milliseconds);' });

    const rows = functionTable(end.profile);
    const figures = traceFigures(trace);
    const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
    const sum = (key: 'calls' | 'suspensions') => rows.reduce((all, row) => all + row[key], 0);
    expect(total(figures.calls)).toBe(sum('calls'));
    expect(total(figures.suspensions)).toBe(sum('suspensions'));
    expect(functionsOf(trace)).toEqual(rows.map(({ name }) => name).sort());
  });

  it('leaves a trace of every thread and process in which something ran', async () => {
    const directory = temporaryDirectory();
    const trace = join(directory, 'app.trace');
    const end = await launch(node, ['workers/main.mjs'], {}, { trace });
    expect(end.code).toBe(0);
    const files = readdirSync(directory).map((name) => name.replace(/\d{2,}/, 'N'));
    expect(files.sort()).toEqual([
      'app.process-N.trace',
      'app.trace',
      'app.worker-1.trace',
      'app.worker-2.trace',
    ]);
    expect(functionsOf(load(directory, 'app.worker-1.trace'))).toContain('inWorker');
    expect(load(directory, 'app.worker-2.trace').thread.name).toBe('worker 2 (second)');
  });

  it('leaves what there was when the program is killed', async () => {
    const directory = writeFiles({
      'main.mjs': `
        function work(n) { for (let i = 0; i < n; i++) step(i); }
        function step(i) { return [i].join(); }
        work(100_000);
        ${KILLED}
      `,
    });
    const end = await launch(node, ['main.mjs'], { directory }, { trace: 'main.trace' });
    expect(end.signal).toBe('SIGKILL');
    const trace = load(directory, 'main.trace');
    expect(trace.notes).toEqual([
      'The trace has no end: the program was killed, or is still running.',
    ]);
    expect(trace.kept).toBeGreaterThan(100_000);
    expect(functionsOf(trace)).toContain('step');
  });

  it('is saved without a launcher, too', async () => {
    const directory = writeFiles(EXAMPLE);
    const register = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;
    const environment = { COROSCOPE_OPTIONS: '{"trace":"own.trace"}' };
    const end = await run(node, ['--import', register, 'page.js'], { directory, environment });
    expect(end.code).toBe(0);
    expect(end.stderr).toContain('trace saved; print it with: coroscope trace own.trace\n');
    expect(functionsOf(load(directory, 'own.trace'))).toContain('loadOrders');
  });
});
