import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeLargeReader,
  hasNpmPackage,
  npmPath,
} from '../../../report/test/readers/support/readers.js';
import { convertPartitioned } from '../../src/actions/convert-partitioned.js';
import { temporaryDirectory } from '../support/command.js';
import {
  hangs,
  HOSTS,
  queryTime,
  renderTime,
  REQUESTS,
  ROUTES,
  RUNS,
  VERSIONS,
  writeRuns,
} from '../support/generated-fleet.js';

const page = readFileSync(join(__dirname, '../../../../docs/fleet.md'), 'utf8');
const QUESTIONS = [...page.matchAll(/^```sql\n(.*?)^```/gms)].map(([, sql]) => sql);

const READ = `
import { createRequire } from 'node:module';
const [packages, ...queries] = process.argv.slice(1);
const { DuckDBInstance } = createRequire(packages + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = [];
for (const query of queries) rows.push((await connection.runAndReadAll(query)).getRowsJson());
console.log(JSON.stringify(rows));`;

const mean = (numbers: number[]) => sum(numbers) / numbers.length;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
/** What DuckDB gives as text is a whole number. */
const plain = (row: unknown[]) =>
  row.map((value) =>
    typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
      ? Number(Number(value).toFixed(6))
      : value,
  );

const renders = HOSTS.map(renderTime);
/** Requests of a route in a version, on all hosts. */
const requests = HOSTS.length * RUNS * REQUESTS;
const runs = Array.from({ length: RUNS }, (_, run) => run);
const hanging = runs.filter((run) => hangs('2.0.0', run)).length * HOSTS.length;

describeLargeReader(
  'DuckDB, with the questions of docs/fleet.md',
  hasNpmPackage('@duckdb/node-api'),
  () => {
    let answers: unknown[][][];
    beforeAll(() => {
      const directory = temporaryDirectory();
      const out = join(directory, 'fleet');
      const options = { to: 'parquet', out, quiet: true, compensate: false, force: false };
      for (const { version, host, run, file } of writeRuns(directory)) {
        const partition = Object.entries({ service: 'shop', version, host, run: `${run}` });
        convertPartitioned([file], partition, options);
      }
      const queries = QUESTIONS.map((sql) => sql.replaceAll("'fleet/", `'${out}/`));
      const args = ['--input-type=module', '-e', READ, npmPath, ...queries];
      const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
      answers = (JSON.parse(output) as unknown[][][]).map((rows) => rows.map(plain));
    });

    it('finds the slowest awaits by route and version', () => {
      const rows = VERSIONS.flatMap((version) =>
        ROUTES.flatMap((route) =>
          [
            ['handle', 5],
            ['query', 15],
          ].map(([name, line]) => {
            const time = queryTime(version, route);
            const longest = time + Math.max(...renders);
            return [version, route, name, line, requests, time + mean(renders), longest];
          }),
        ),
      );
      // None of these waits has ended, so that none was the longest.
      const lock = ['2.0.0', '/cart', 'lock', 35, hanging, 1, 0];
      const expected = rows.toSorted((a, b) => (b[5] as number) - (a[5] as number));
      expect(answers[0]).toEqual([...expected, lock]);
    });

    it('finds who keeps others waiting, and whom', () => {
      const time = VERSIONS.length * RUNS * REQUESTS * sum(renders);
      expect(answers[1]).toEqual([
        ...ROUTES.map((route) => ['render', route, time, 0]),
        ...ROUTES.map((route) => ['query', route, 0, time]),
      ]);
    });

    it('finds what has become slower', () => {
      const [before, after] = VERSIONS.map(
        (version) => queryTime(version, '/cart') + mean(renders),
      );
      const all = HOSTS.length * RUNS;
      expect(answers[2]).toEqual([['query', '/cart', before, after, all, all]]);
    });

    it('finds what hangs', () => {
      expect(answers[3]).toEqual([['2.0.0', 'lock', 35, hanging, hanging]]);
    });

    it('finds how much the thread is to blame for', () => {
      const shares = HOSTS.map((host) => {
        const each = RUNS * REQUESTS;
        const contended = VERSIONS.length * ROUTES.length * each * renderTime(host);
        const queries = sum(
          VERSIONS.flatMap((version) => ROUTES.map((of) => queryTime(version, of))),
        );
        const locks = hanging / HOSTS.length;
        return [host, Number((contended / (contended + each * queries + locks)).toFixed(6))];
      });
      expect(answers[4]).toEqual(shares.reverse());
    });
  },
);
