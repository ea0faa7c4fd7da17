import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { command, temporaryDirectory } from './support/command.js';

const page = readFileSync(join(__dirname, '../../../docs/ci.md'), 'utf8');

interface Step {
  name?: string;
  env?: Record<string, string>;
  run?: string;
}

const workflow = parse(/^```yaml\n([^]*?)^```/m.exec(page)![1]) as {
  jobs: { compare: { steps: Step[] } };
};

/** A repository whose head queries more often than its base. */
function repository(directory: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: directory,
      encoding: 'utf8',
    });
  const write = (queries: number) =>
    writeFileSync(
      join(directory, 'src/main.js'),
      `async function query() { await null; }
      async function main() { for (let i = 0; i < ${queries}; i++) await query(); }
      main();\n`,
    );
  mkdirSync(join(directory, 'src'), { recursive: true });
  git('init', '--quiet');
  write(5);
  git('add', '.');
  git('commit', '--quiet', '-m', 'base');
  const base = git('rev-parse', 'HEAD').trim();
  write(21);
  git('commit', '--quiet', '-a', '-m', 'head');
  return base;
}

/** Commands that the workflow finds on its machine: `npx` runs ours, `gh` keeps its arguments. */
function commands(directory: string): string {
  const write = (name: string, script: string) => {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, name), 0o755);
  };
  mkdirSync(directory);
  write('npm', 'true');
  write('npx', `shift\nexec "${process.execPath}" "${command}" "$@"`);
  write('gh', `printf '%s\\n' "$@" > "${directory}/gh.txt"`);
  return directory;
}

it('docs/ci.md has a workflow that compares, comments and fails', () => {
  const root = temporaryDirectory();
  const temp = join(root, 'temp');
  mkdirSync(temp);
  const base = repository(join(root, 'repository'));
  const bin = commands(join(root, 'bin'));
  const files = { output: join(root, 'output.txt'), summary: join(root, 'summary.md') };
  const run = (name: string, env: Record<string, string>) => {
    const step = workflow.jobs.compare.steps.find((candidate) => candidate.name === name)!;
    // As GitHub runs it: bash -e, with the step's own variables.
    const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, String(value)]);
    const { status, stderr } = spawnSync('bash', ['-e', '-c', step.run!], {
      cwd: join(root, 'repository'),
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        RUNNER_TEMP: temp,
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        ...Object.fromEntries(own),
        ...env,
      },
    });
    return { status, stderr };
  };

  // Two runs do for counts.
  expect(run('Profile both states', { BASE: base, RUNS: '2' })).toMatchObject({ status: 0 });
  expect(existsSync(join(temp, 'profiles/base/2.json'))).toBe(true);
  expect(run('Compare them', {}).status).toBe(0);
  const comparison = readFileSync(join(temp, 'comparison.md'), 'utf8');
  expect(comparison).toContain('| calls | 5 | 21 | +16 | `query` `src/main.js:1` |');
  expect(readFileSync(files.summary, 'utf8')).toBe(comparison);
  expect(readFileSync(files.output, 'utf8')).toBe('status=1\n');

  expect(run('Comment', { NUMBER: '7' }).status).toBe(0);
  const told = readFileSync(join(bin, 'gh.txt'), 'utf8').trim().split('\n');
  expect(told.slice(0, 3)).toEqual(['pr', 'comment', '7']);
  expect(told.at(-1)).toBe(join(temp, 'comparison.md'));
  expect(run('Fail for what got worse', { STATUS: '1' }).status).toBe(1);
  expect(run('Fail for what got worse', { STATUS: '0' }).status).toBe(0);
});
