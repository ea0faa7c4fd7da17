import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, writeFiles } from './support/command.js';

const node = process.execPath;

const PROGRAM = {
  'src/main.mjs': `
    const price = async (item) => item.length;
    async function checkout(items) {
      let total = 0;
      for (const item of items) total += await price(item);
      return total;
    }
    console.log(await checkout(process.argv.slice(2)));
    if (process.argv.includes('fail')) process.exitCode = 7;`,
};

/** A program with the budget of a run with two items. */
async function programWithBudget(): Promise<string> {
  const directory = writeFiles(PROGRAM);
  await coroscope(node, ['check', '--update', 'src/main.mjs', 'a', 'b'], { directory });
  return directory;
}

it('writes a budget that the same run keeps', async () => {
  const directory = await programWithBudget();
  const budget = JSON.parse(readFileSync(join(directory, 'coroscope.budget.json'), 'utf8'));
  expect(budget.functions['src/main.mjs']).toEqual({
    price: { calls: 2, suspensions: 0, sequentialAwaits: 0, unsettled: 0 },
    checkout: { calls: 1, suspensions: 2, sequentialAwaits: 1, unsettled: 0 },
  });
  const end = await coroscope(node, ['check', 'src/main.mjs', 'a', 'b'], { directory });
  expect(end).toMatchObject({ code: 0, stdout: '2\n' });
  expect(end.stderr).toBe('2 functions within budget (coroscope.budget.json)\n');
});

it('fails a run that does more, and says so on standard error, as XML and to GitHub', async () => {
  const directory = await programWithBudget();
  const args = ['check', '--junit', 'budget.xml', 'src/main.mjs', 'a', 'b', 'c'];
  const environment = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: directory };
  const end = await coroscope(node, args, { directory, environment });
  expect(end).toMatchObject({ code: 1, stdout: '3\n' });
  expect(end.stderr).toContain('2 of 2 functions over budget');
  expect(end.stderr).toContain('2 sequential awaits, 1 allowed');
  expect(end.stderr).toContain(
    '::error file=src/main.mjs,line=3,title=checkout is over its budget',
  );
  expect(readFileSync(join(directory, 'budget.xml'), 'utf8')).toContain(
    '<failure type="sequentialAwaits" message="2 sequential awaits, 1 allowed">',
  );
});

it('checks a saved profile, on standard output', async () => {
  const directory = await programWithBudget();
  const run = ['run', '--quiet', '--out', 'p.json', 'src/main.mjs', 'a', 'b', 'c', 'd'];
  await coroscope(node, run, { directory });
  const end = await coroscope(node, ['check', '--profile', 'p.json'], { directory });
  expect(end).toMatchObject({ code: 1, stderr: '' });
  expect(end.stdout).toContain('4 calls, 2 allowed');
});

it('does not judge a program that failed, and ends as it did', async () => {
  const directory = await programWithBudget();
  const end = await coroscope(node, ['check', 'src/main.mjs', 'a', 'fail'], { directory });
  expect(end.code).toBe(7);
  expect(end.stderr).toContain('the program failed (exit code 7); the budget was not checked');
});

it('names a budget that is missing or broken, and the fix', async () => {
  const directory = await programWithBudget();
  const budget = join(directory, 'coroscope.budget.json');
  writeFileSync(budget, '{ "format": "coroscope-budget", "version": 1, "functions": { "a": 1 } }');
  const broken = await coroscope(node, ['check', 'src/main.mjs'], { directory });
  expect(broken).toMatchObject({ code: 2, stdout: '' });
  expect(broken.stderr).toContain('coroscope.budget.json: $.functions.a must be object; fix it');
  rmSync(budget);
  const missing = await coroscope(node, ['check', 'src/main.mjs'], { directory });
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toBe(
    'coroscope: there is no coroscope.budget.json; write it from a run with: coroscope check --update <script>\n',
  );
});

it('wants a script or a profile, and not both', async () => {
  const directory = writeFiles(PROGRAM);
  for (const args of [[], ['--profile', 'p.json', 'src/main.mjs']]) {
    const end = await coroscope(node, ['check', ...args], { directory });
    expect(end.code).toBe(2);
    expect(end.stderr).toContain('check takes either a script to run, or --profile FILE');
  }
});
