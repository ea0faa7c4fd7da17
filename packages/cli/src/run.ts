import { launch, type NodeOptions } from '@coroscope/node';
import { relative } from 'node:path';
import { say } from './messages.js';
import { checkWritable, writeProfile } from './output.js';
import type { ReportOptions } from './report-options.js';
import { findScript, findTagModule } from './script.js';
import type { SelectionOptions } from './selection-options.js';

export type RunOptions = ReportOptions &
  SelectionOptions &
  Pick<NodeOptions, 'clock' | 'trace' | 'tagModule'>;

/**
 * Runs a script, reports, and ends as the script has ended: with its exit code, or by its signal.
 *
 * @throws {CoroscopeError} if there is no such script or tag module, or the report can't be written
 */
export async function runScript(
  script: string,
  args: string[],
  options: RunOptions,
): Promise<void> {
  const file = findScript(script);
  if (options.out !== undefined) checkWritable(options.out, '--out');
  if (options.trace !== undefined) checkWritable(options.trace, '--trace');
  const { clock, include, exclude, all, quiet, trace } = options;
  const tagModule = options.tagModule && findTagModule(options.tagModule);
  const { code, signal, profile, traces } = await launch(file, args, {
    clock,
    include,
    exclude,
    all,
    quiet,
    trace,
    tagModule,
  });
  process.exitCode = code ?? 1;
  if (profile === undefined) {
    say(`no figures: the program was ended by ${signal ?? 'itself'} before it could save them`);
  } else {
    const isEmpty = profile.functions.length === 0;
    if (isEmpty && !quiet) {
      say('no instrumented code ran; choose files with --include, or take everything with --all');
    }
    if (!isEmpty || options.out !== undefined) writeProfile(profile, options, process.stderr);
  }
  if (!quiet) for (const file of traces) say(`trace written to ${relative('', file)}`);
  if (signal !== null) process.kill(process.pid, signal);
}
