import { definedOptions } from '@coroscope/adapter';
import { CoroscopeError, launch, whyNothing, type NodeOptions } from '@coroscope/node';
import type { ProfileFormat } from '@coroscope/report';
import { relative } from 'node:path';
import { checkWritable } from '../files/writable.js';
import { findTagModule } from '../files/program-file.js';
import { programOf } from '../arguments/named-program.js';
import { savingRun, sayNext } from '../messages/next-command.js';
import { say } from '../messages/say.js';
import { instrumentationOf, type ProgramOptions } from '../options/program-options.js';
import type { PageAddress } from '../server/serve-page.js';
import type { CommandReportOptions } from '../options/report-options.js';

/** The options of `coroscope run`. */
export type RunOptions = CommandReportOptions &
  ProgramOptions &
  Pick<NodeOptions, 'clock' | 'trace' | 'traceTag' | 'tagModule' | 'maxTags'> & {
    /** How many times the program is run. */
    runs: number;
    /** Where its figures are served while it runs. */
    live?: PageAddress;
  };

/**
 * Runs a program, reports, and ends as the program has ended: with its exit code, or by its signal.
 *
 * @param named The script, or `--` and a command, with what is its own.
 * @param isOption Whether an argument is one of our options.
 * @throws {CoroscopeError} if there is no such program or tag module, or the report can't be written
 */
export async function runProgram(
  named: string[],
  options: RunOptions,
  isOption: (arg: string) => boolean,
): Promise<void> {
  const { program, args, isExplicit } = programOf(named, options.nodeOption);
  // Text on standard error is what there always can be.
  if (options.out !== undefined || options.format !== undefined) {
    (await import('../files/output.js')).checkOutput(options, process.stderr);
  }
  const { clock, quiet, trace, traceTag, maxTags } = options;
  if (trace !== undefined) checkWritable(trace, '--trace');
  if (traceTag !== undefined && trace === undefined) {
    throw new CoroscopeError('--trace-tag limits a trace; name its file with --trace');
  }
  checkSchedule(options);
  const tagModule = options.tagModule && findTagModule(options.tagModule);
  const recording = definedOptions({ clock, trace, traceTag, tagModule, maxTags });
  if (options.runs > 1) {
    if (options.live !== undefined)
      throw new CoroscopeError('--live is for one run; leave out --runs');
    const repeated = { program, args, name: named.filter((word) => word !== '--').join(' ') };
    const { runRepeatedly } = await import('./run-repeatedly.js');
    return runRepeatedly(repeated, { ...instrumentationOf(options), ...recording }, options);
  }
  const closeLive = await startLive(options);
  const ended = launch(program, args, { ...instrumentationOf(options), ...recording }).finally(
    closeLive,
  );
  // While it runs, what reports is loaded.
  const output = import('../files/output.js');
  const { code, signal, profile, traces } = await ended;
  process.exitCode = code ?? 1;
  if (profile === undefined) {
    say(`no figures: the program was ended by ${signal ?? 'itself'} before it could save them`);
  } else {
    const isEmpty = profile.functions.length === 0;
    if (isEmpty && !quiet) say(whyNothing(profile));
    if (!isEmpty || options.out !== undefined) {
      const { writeProfile } = await output;
      try {
        writeProfile(profile, options, process.stderr);
      } catch (error) {
        // Of a disk that is full, and was not before: the program has run, and what it did is not lost.
        if (options.out !== undefined && error instanceof CoroscopeError) {
          writeProfile(profile, { ...options, out: undefined, format: undefined }, process.stderr);
        }
        throw error;
      }
    }
  }
  if (!quiet) {
    for (const file of traces) say(`trace written to ${relative('', file)}`);
    const misplaced = isExplicit ? undefined : args.find(isOption);
    if (misplaced !== undefined) {
      say(
        `${misplaced} went to the program, as all that follows it; options of coroscope go before it`,
      );
    }
  }
  if (!quiet && profile !== undefined && profile.functions.length > 0) {
    const { out } = options;
    sayNextOf(options, out === undefined ? undefined : (await output).formatOf(options), traces);
  }
  if (signal !== null) process.kill(process.pid, signal);
}

/** @throws {CoroscopeError} for options that contradict each other */
function checkSchedule({ startOff, delay = 0 }: RunOptions): void {
  if (!startOff || delay === 0) return;
  throw new CoroscopeError('--start-off leaves it open when to start; leave out --delay');
}

/**
 * Serves the figures while the program runs, if that is asked for.
 *
 * @returns a function that ends it
 * @throws {CoroscopeError} if there can be no watcher that has them, or nothing can listen
 */
async function startLive({ live, watcher }: RunOptions): Promise<() => void> {
  if (live === undefined) return () => {};
  if (watcher === false) {
    throw new CoroscopeError('--live shows what the watcher reads; leave out --no-watcher');
  }
  if (process.versions.bun !== undefined || process.versions.deno !== undefined) {
    throw new CoroscopeError(
      '--live shows what the watcher reads, which is for Node only; run it with Node',
    );
  }
  const { serveRunning } = await import('../server/serve-running.js');
  return serveRunning(live);
}

/** What shows more of a run: of what it has saved, or the run that would save it. */
function sayNextOf(
  { out }: RunOptions,
  format: ProfileFormat | undefined,
  traces: readonly string[],
): void {
  const isProfile = format?.name === 'json';
  const saved = [...(isProfile ? [out!] : []), ...traces.map((file) => relative('', file))];
  if (saved.length > 0) return sayNext(['coroscope', 'view', ...saved], process.stderr);
  const next = out === undefined ? savingRun(process.argv.slice(2)) : format?.opensWith?.(out);
  if (next !== undefined) sayNext(next, process.stderr);
}
