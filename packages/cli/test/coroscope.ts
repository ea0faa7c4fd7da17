import type { FunctionRow, Profile } from '@coroscope/profile';
import { functionTable, readProfile } from '@coroscope/profile';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const fixtures = join(__dirname, 'fixtures');
export const command = join(__dirname, '../bin/coroscope.js');

export interface RunOptions {
  directory?: string;
  input?: string;
  environment?: NodeJS.ProcessEnv;
  /** Called with the process and what it has written to standard output so far. */
  onOutput?: (child: ChildProcess, stdout: string) => void;
}

export interface RunEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs a process to its end. */
export function run(file: string, args: string[], options: RunOptions = {}): Promise<RunEnd> {
  const { NODE_OPTIONS: _, NO_COLOR: _1, FORCE_COLOR: _2, ...environment } = process.env;
  const child = spawn(file, args, {
    cwd: options.directory ?? fixtures,
    env: { ...environment, ...options.environment },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      if (name === 'stdout') options.onOutput?.(child, output.stdout);
    });
  }
  child.stdin.on('error', () => {}).end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
}

/** Runs our command with a Node. */
export function coroscope(node: string, args: string[], options?: RunOptions): Promise<RunEnd> {
  return run(node, [command, ...args], options);
}

/** Runs a script under our command, and reads the profile that it gives. */
export async function profile(
  node: string,
  args: string[],
  options?: RunOptions,
): Promise<RunEnd & { profile: Profile }> {
  const file = join(temporaryDirectory(), 'profile.json');
  const end = await coroscope(node, ['run', '--quiet', '--out', file, ...args], options);
  try {
    return { ...end, profile: readProfile(readFileSync(file, 'utf8'), 'profile.json') };
  } catch (error) {
    throw new Error(`no profile; the program wrote:\n${end.stdout}${end.stderr}`, { cause: error });
  }
}

const directories: string[] = [];

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-test-'));
  directories.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** Writes files, given by their paths, into a directory of their own. */
export function writeFiles(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** How often each function was called, modules left out. */
export function calls(profile: Profile): Record<string, number> {
  const rows = functionTable(profile).filter((row) => row.name !== '<module>');
  return Object.fromEntries(rows.map((row) => [row.name, row.calls]));
}

/** Where each function stands: file, from `directory`, line and column. */
export function places(profile: Profile, directory: string): Record<string, string> {
  return Object.fromEntries(
    profile.functions.map(({ name, file, line, column }) => {
      const path = profile.files[file].path.replace(`${directory}/`, '');
      return [name, `${path}:${line}:${column}`];
    }),
  );
}

export function rowOf(profile: Profile, name: string): FunctionRow {
  const row = functionTable(profile).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`${name} is not in the profile`);
  return row;
}
