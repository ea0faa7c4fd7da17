import type { Profile } from '@coroscope/profile';
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { isAnswering } from './answering.js';
import { collect } from './collect.js';
import { completeOptions, writeOptions, type NodeOptions } from './options.js';
import { createParts, removeParts } from './parts.js';
import { collectTraces } from './trace-parts.js';

export interface ProgramEnd {
  /** Null if a signal ended the program. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Undefined if no thread of the program got to save its figures. */
  profile: Profile | undefined;
  /** The files that hold the traces of its threads, the main thread's first. */
  traces: string[];
}

/**
 * Runs a script with this Node, profiled. It has our standard streams, gets the signals that are
 * sent to us, and finds its own arguments in `process.argv` and nothing of ours in
 * `process.execArgv`: the hooks reach it, and the Node processes that it starts, by NODE_OPTIONS.
 */
export async function launch(
  script: string,
  args: string[],
  options: Partial<NodeOptions> = {},
): Promise<ProgramEnd> {
  const parts = createParts();
  try {
    const env = { ...process.env };
    const register = new URL('./register.js', import.meta.url).href;
    env.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --import=${register}`.trim();
    const complete = completeOptions({ ...options, parts });
    writeOptions(env, complete);
    const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
      stdio: 'inherit',
      env,
    });
    const end = await ended(child, parts);
    const { directory, trace } = complete;
    const traces =
      trace === undefined ? [] : collectTraces(resolve(directory, trace), parts, child.pid!);
    return { ...end, profile: collect(parts, child.pid!), traces };
  } finally {
    removeParts(parts);
  }
}

const RELAYED: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

/** Those that a terminal's keys send, to us and to the program alike. */
const BY_KEY: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Those that the program holds back until it has saved its figures. */
const HELD_BACK: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How long a program may take to answer a signal, in milliseconds. */
const PATIENCE = 2000;

function ended(child: ChildProcess, parts: string): Promise<Pick<ProgramEnd, 'code' | 'signal'>> {
  return new Promise((settle, reject) => {
    let deadly: NodeJS.Signals | null = null;
    const relay = (signal: NodeJS.Signals) => {
      if (!(BY_KEY.includes(signal) && process.stdin.isTTY)) child.kill(signal);
      if (!HELD_BACK.includes(signal)) return;
      const kill = () => {
        if (isAnswering(parts, child.pid!)) return;
        deadly = signal;
        child.kill('SIGKILL');
      };
      setTimeout(kill, PATIENCE).unref();
    };
    for (const signal of RELAYED) process.on(signal, relay);
    const stop = () => {
      for (const signal of RELAYED) process.removeListener(signal, relay);
    };
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      stop();
      settle({ code, signal: deadly ?? signal });
    });
  });
}
