import type { Profile } from '@coroscope/profile';
import * as walk from 'empathic/walk';
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { ENDING_SIGNALS } from '../platform/ending-signals.js';
import { javascriptHost } from '../platform/javascript-host.js';
import { writeOptions } from '../options/passed-options.js';
import { completeOptions, type NodeOptions } from '../options/node-options.js';
import { RunDirectory } from '../run-directory/run-directory.js';
import { loadImageReader } from '../shards/load-image-reader.js';
import { hostCommand, type HostCommand } from './host-command.js';
import type { Program } from './program.js';
import { stackSizeOption } from './stack-size.js';

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
 * Runs a program, profiled; a script with the Node, Bun or Deno that we run on. It inherits our standard
 * streams unless told otherwise, gets the signals that are sent to us, and finds its own arguments in `process.argv` and nothing
 * of ours in `process.execArgv`: NODE_OPTIONS installs the hooks in it and in the Node processes that it
 * starts.
 *
 * @throws {CoroscopeError} if there is no such command
 */
export async function launch(
  program: Program,
  args: string[],
  options: Partial<NodeOptions> = {},
  stdio: StdioOptions = 'inherit',
): Promise<ProgramEnd> {
  const run = RunDirectory.create();
  try {
    const nodeArgs = [...process.execArgv];
    if ('script' in program) nodeArgs.push(...(program.nodeOptions ?? []));
    const isScriptOfNode = 'script' in program && javascriptHost === 'node';
    const complete = completeOptions({
      ...options,
      runDirectory: run.path,
      command: process.pid,
      stackSizeOption: isScriptOfNode ? stackSizeOption(nodeArgs) : undefined,
    });
    const host = hostCommand(complete, nodeArgs);
    writeOptions(host.environment, complete);
    const child = start(program, args, host, stdio);
    // While it runs, what merges is loaded.
    const collecting = import('../shards/collect-run.js');
    const end = await ended(child, run);
    const { collectRun } = await collecting;
    const collected = collectRun(run, child.pid!, complete, await loadImageReader(run));
    if (isCrash(end.signal)) {
      const note = `This is the profile of a crash: ${end.signal} ended the program.`;
      collected.profile?.notes.unshift(note);
    }
    return { ...end, ...collected };
  } finally {
    run.remove();
  }
}

/** Whether it is no signal by which people end a program in an orderly way. */
function isCrash(signal: NodeJS.Signals | null): boolean {
  return signal !== null && !DEFERRED.includes(signal);
}

function start(
  program: Program,
  args: string[],
  host: HostCommand,
  stdio: StdioOptions,
): ChildProcess {
  const env = host.environment;
  if ('script' in program) {
    const own = [...host.args, program.script, ...args];
    return spawn(process.execPath, own, { stdio, env });
  }
  const path = [...localBins(process.cwd()), env.PATH ?? ''].join(delimiter);
  return spawn(program.command, args, { stdio, env: { ...env, PATH: path } });
}

/** The directories in which package managers look for commands first. */
function localBins(directory: string): string[] {
  return walk.up(directory).map((parent) => join(parent, 'node_modules', '.bin'));
}

/** Signals that are sent on to the program. */
const RELAYED: readonly NodeJS.Signals[] = [...ENDING_SIGNALS, 'SIGUSR1'];

/** Those that the keys of a terminal send to the program as well. */
const FROM_KEYBOARD: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Those that end the program only after it has saved its figures. */
const DEFERRED: readonly NodeJS.Signals[] = ENDING_SIGNALS;

/** How long a program may take to acknowledge a signal, in milliseconds. */
const ACKNOWLEDGEMENT_TIMEOUT = 2000;

/** How long its watcher may take to save the figures of a stuck program, in milliseconds. */
const SAVE_TIMEOUT = 30_000;
const SAVE_INTERVAL = 20;

function ended(
  child: ChildProcess,
  run: RunDirectory,
): Promise<Pick<ProgramEnd, 'code' | 'signal'>> {
  return new Promise((settle, reject) => {
    /** The signal for which we have killed the program. */
    let killedFor: NodeJS.Signals | null = null;
    /** The latest that may have ended it. */
    let relayed: NodeJS.Signals | null = null;
    const relay = (signal: NodeJS.Signals) => {
      if (!(FROM_KEYBOARD.includes(signal) && process.stdin.isTTY)) child.kill(signal);
      if (!DEFERRED.includes(signal)) return;
      relayed = signal;
      setTimeout(() => {
        if (run.hasAcknowledgedSignals(child.pid!) || !run.hasAnnounced(child.pid!)) return;
        void savedByWatcher(child, run).then(() => {
          killedFor = signal;
          child.kill('SIGKILL');
        });
      }, ACKNOWLEDGEMENT_TIMEOUT).unref();
    };
    for (const signal of RELAYED) process.on(signal, relay);
    const stop = () => {
      for (const signal of RELAYED) process.removeListener(signal, relay);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      stop();
      const isMissing = error.code === 'ENOENT' || error.code === 'EACCES';
      reject(isMissing ? missingCommand(child.spawnfile) : error);
    });
    child.on('exit', (code, signal) => {
      stop();
      // A program that ends before it gets to its event loop has not heard the signal, which would have ended it.
      const isUnheard =
        run.hasAnnounced(child.pid!) && !run.hasAcknowledgedSignals(child.pid!) && signal === null;
      const unheard = isUnheard ? relayed : null;
      settle({ code: unheard === null ? code : null, signal: killedFor ?? signal ?? unheard });
    });
  });
}

/** Has the watcher of a stuck program save its figures. */
async function savedByWatcher({ pid }: ChildProcess, run: RunDirectory): Promise<void> {
  if (pid === undefined || !run.isWatched(pid)) return;
  run.requestSave(pid);
  for (let waited = 0; waited < SAVE_TIMEOUT && !run.hasSaved(pid); waited += SAVE_INTERVAL) {
    await setTimeoutPromise(SAVE_INTERVAL);
  }
}

function missingCommand(name: string): CoroscopeError {
  return new CoroscopeError(
    `there is no command ${name}; give one that is installed, or the path of a file to run`,
  );
}
