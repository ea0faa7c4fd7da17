import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const fixtures = join(__dirname, '../fixtures');

export interface RunOptions {
  /** The working directory; the fixtures unless given. */
  directory?: string;
  /** What the process reads from standard input. */
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
