import type { Channel } from '../run-directory/channel.js';
import { RunDirectory } from '../run-directory/run-directory.js';
import { isRunning } from '../platform/is-running.js';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { RunningProgram } from './running-program.js';

/** Milliseconds that a program which has just started is waited for. */
const PATIENCE = 1000;
const STEP = 50;

/** The programs of this user that run under the profiler, the latest first. */
export function findPrograms(): RunningProgram[] {
  return RunDirectory.findAll()
    .flatMap((run) => {
      const channels = run.channels();
      return channels
        .filter(({ isProgram, problem }) => isProgram && problem === undefined)
        .map((channel) => new RunningProgram(run, channel));
    })
    .sort((a, b) => b.channel.startedAt - a.channel.startedAt);
}

/**
 * Finds a program by the id of its process, that of the command which started it, or that of a child; a child
 * without its parents.
 *
 * @param patience milliseconds that it is waited for if it has just started
 * @throws {CoroscopeError} if there is no such process, or its figures can't be read
 */
export async function findProgram(id: number, patience = PATIENCE): Promise<RunningProgram> {
  for (let waited = 0; ; waited += STEP) {
    const found = find(id);
    if (found instanceof RunningProgram) return found;
    if (!isRunning(id)) throw new CoroscopeError(`there is no process ${id}`);
    if (found !== undefined) throw found;
    if (waited >= patience) throw unreachable(id);
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}

/** Hosts whose threads can't be watched. */
const WITHOUT_WATCHER: Record<string, string | undefined> = { bun: 'Bun', deno: 'Deno' };

function find(id: number): RunningProgram | CoroscopeError | undefined {
  for (const run of RunDirectory.findAll()) {
    const channels = run.channels();
    const isMeant = ({ process, command, isProgram }: Channel) =>
      process === id || (isProgram && command === id);
    const channel = channels.find(isMeant);
    if (channel?.problem !== undefined) {
      return new CoroscopeError(
        `the watcher of process ${id} can't be asked (${channel.problem}); give its program a shorter TMPDIR`,
      );
    }
    if (channel !== undefined) return new RunningProgram(run, channel);
  }
  return undefined;
}

function unreachable(id: number): CoroscopeError {
  const run = RunDirectory.findAll().find((each) =>
    each.announcedThreads().some(({ process }) => process === id),
  );
  if (run !== undefined) {
    const host = WITHOUT_WATCHER[run.hostOf(id)];
    if (host !== undefined) {
      return new CoroscopeError(
        `process ${id} runs on ${host}, where nothing can watch it; its profile comes when it ends, or run it with Node`,
      );
    }
    return new CoroscopeError(
      `process ${id} has no watcher that could be asked; start it without --no-watcher and --permission`,
    );
  }
  return new CoroscopeError(
    `process ${id} was not started with Coroscope, or not by this user; start it with: coroscope run <script>`,
  );
}
