// Runs the tests of test262 bare and instrumented, and reports where the two differ.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Comparison } from './comparison.js';
import { FOLDERS } from './folders.js';
import { Report } from './report.js';
import { findTests } from './tests.js';

const USAGE = `usage: npm run test262 -w packages/conformance -- <checkout of test262> [options]

  --only <pattern>    only the tests whose path matches the regular expression
  --jobs <n>          processes at once (2)
  --sample <n>        run the sampled variants for every n-th test (10)
  --patience <ms>     how long an asynchronous test may take (2000); four times that before its
                      process is killed
  --compiler swc      compare what SWC prints, alone and with the plugin for it
  --json <file>       write everything that was found to a file`;

const OPTIONS = {
  only: { type: 'string', default: '' },
  jobs: { type: 'string', default: '2' },
  sample: { type: 'string', default: '10' },
  patience: { type: 'string', default: '2000' },
  compiler: { type: 'string', default: 'coroscope' },
  json: { type: 'string' },
} as const;

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (positionals.length !== 1) throw new Error('The place of one checkout of test262 is needed.');
  if (!['coroscope', 'swc'].includes(values.compiler)) {
    throw new Error(`Unknown compiler ${values.compiler}; there are coroscope and swc.`);
  }
  process.env.COROSCOPE_TEST262_COMPILER = values.compiler;
  // npm runs a script in the folder of its package.
  const place = process.env.INIT_CWD ?? '.';
  const root = resolve(place, positionals[0]!);
  const only = new RegExp(values.only);
  const tests = findTests(root, FOLDERS).filter((path) => only.test(path));
  const report = new Report(root, tests.length);
  const options = { root, tests, patience: Number(values.patience), sample: Number(values.sample) };
  const comparison = new Comparison(options, report);
  await Promise.all(Array.from({ length: Number(values.jobs) }, () => comparison.work()));
  console.log(report.text());
  if (values.json) writeFileSync(resolve(place, values.json), JSON.stringify(report, null, 1));
  process.exitCode = report.hasUnknownDifferences ? 1 : 0;
}
