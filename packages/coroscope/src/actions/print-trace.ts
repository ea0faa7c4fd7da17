import { CoroscopeError } from '@coroscope/node';
import { findActivations, type Trace } from '@coroscope/profile';
import { capabilitiesOf, renderCriticalPath, renderTimeline, renderTrace } from '@coroscope/report';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { readInput } from '../files/read-input.js';
import { readTraceBytes } from '../files/trace-file.js';
import { sayNext } from '../messages/next-command.js';

const ADVICE = 'record a trace with: coroscope run --trace FILE <script>';

export interface TraceCommandOptions {
  /** An activation; true for the longest. */
  criticalPath?: string | true;
  timeline?: string | true;
  /** Only activations that ran under it. */
  tag?: string;
  limit?: number;
  /** False if colours were refused; otherwise it depends on the terminal. */
  color: boolean;
}

/**
 * Prints a trace, or what was asked of it, to standard output.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file, or not what is asked for
 */
export function printTrace(file: string, options: TraceCommandOptions): void {
  allowClosedPipe(process.stdout);
  const trace = readTraceBytes(readInput(file, 'a trace', ADVICE), file);
  const { criticalPath, timeline, tag, limit, color } = options;
  const activation = (wanted: string | true) => find(trace, wanted, tag, file);
  const how = { limit, ...capabilitiesOf(process.stdout, process.env, color) };
  const reports: string[] = [];
  if (criticalPath !== undefined) {
    reports.push(renderCriticalPath(trace, activation(criticalPath), how));
  }
  if (timeline !== undefined) {
    reports.push(renderTimeline(trace, activation(timeline), how));
  }
  if (reports.length === 0) reports.push(renderTrace(trace, how));
  process.stdout.write(reports.join('\n'));
  const next = criticalPath === undefined ? ['trace', file, '--critical-path'] : ['view', file];
  sayNext(['coroscope', ...next], process.stdout);
}

function find(trace: Trace, wanted: string | true, tag: string | undefined, file: string): number {
  if (trace.clock.kind === 'cpu') {
    throw new CoroscopeError(
      `${file} was recorded with the CPU clock, which does not count waiting; record it with: coroscope run --clock wall --trace FILE <script>`,
    );
  }
  const [longest] = findActivations(trace, wanted === true ? undefined : wanted, tag);
  if (longest !== undefined) return longest;
  if (tag !== undefined && !trace.tags.includes(tag)) {
    throw new CoroscopeError(
      `nothing ran under the tag ${tag} in ${file}; tag what runs with --tag-module`,
    );
  }
  throw new CoroscopeError(
    wanted === true
      ? `no async function or generator ran in ${file}; choose what is instrumented with --include`
      : `there is no activation ${wanted} in ${file}; name a function that ran, or an activation as #0`,
  );
}
