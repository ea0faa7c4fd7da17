import { CoroscopeError } from '@coroscope/node';
import { readTrace } from '@coroscope/profile';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { parseProfile, profileFilesOf, readProfileBytes } from '../files/profile-file.js';
import { withFileProgress } from '../messages/progress.js';
import { say } from '../messages/say.js';
import { serviceOf, type Labels } from '../push/labels.js';
import { otlpReceiver } from '../push/otlp-receiver.js';
import { PushError } from '../push/push-error.js';
import { pushOtlp } from '../push/push-otlp.js';
import { PYROSCOPE_LIMITS, pushPyroscope } from '../push/push-pyroscope.js';
import { pyroscopeReceiver } from '../push/pyroscope-receiver.js';
import type { Receiver } from '../push/receiver.js';
import type { ReceiverName } from '../push/receivers.js';

export interface PushOptions {
  /** The address of the receiver. */
  to: string;
  as: ReceiverName;
  /** By the program of each file unless given. */
  service?: string;
  label: Labels;
  /** Milliseconds. */
  minTime?: number;
  function?: string;
  tag?: string;
  quiet: boolean;
}

/**
 * Sends saved files to a receiver, one after the other.
 *
 * @param named Files, and folders of profiles.
 * @throws {CoroscopeError | ProfileError} for the first that can't be read, or is not taken
 */
export async function pushFiles(named: string[], options: PushOptions): Promise<void> {
  try {
    const isOtlp = options.as === 'otlp';
    const receiver = (isOtlp ? otlpReceiver : pyroscopeReceiver)(options.to, process.env);
    const files = named.flatMap(profileFilesOf);
    for (const file of withFileProgress(files)) {
      const bytes = readProfileBytes(file);
      const isTrace = bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC;
      if (isTrace !== isOtlp) {
        throw new CoroscopeError(
          isTrace
            ? `${file} is a trace; push it with --as otlp`
            : `${file} is no trace; push a profile with --as pyroscope, or record a trace with: coroscope run --trace FILE <script>`,
        );
      }
      await (isOtlp ? pushTrace : pushProfile)(bytes, file, receiver, options);
    }
    if (options.quiet) return;
    const what = files.length === 1 ? files[0] : `${files.length} files`;
    say(`${what} pushed to ${receiver.url.origin}`);
  } catch (error) {
    if (error instanceof PushError) throw new CoroscopeError(error.message);
    throw error;
  }
}

async function pushTrace(
  bytes: Buffer<ArrayBuffer>,
  file: string,
  receiver: Receiver,
  { service, label, minTime, function: wanted, tag }: PushOptions,
): Promise<void> {
  const trace = readTrace(bytes, file);
  const [script] = trace.program?.arguments ?? [];
  const resource = { ...label, 'service.name': service ?? serviceOf(script) };
  const directory = trace.program?.directory ?? process.cwd();
  const options = { minTime, function: wanted, tag, directory, resource, name: file };
  await pushOtlp(trace, receiver, options, { keepsAlive: true });
}

async function pushProfile(
  bytes: Buffer<ArrayBuffer>,
  file: string,
  receiver: Receiver,
  { service, label, minTime, function: wanted, tag, quiet }: PushOptions,
): Promise<void> {
  const profile = parseProfile(bytes, file);
  const [script] = profile.program?.arguments ?? [];
  const { samples, folded } = await pushPyroscope(
    profile,
    receiver,
    {
      service: service ?? serviceOf(script),
      labels: label,
      minTime,
      function: wanted,
      tag,
      name: file,
      directory: profile.program?.directory ?? process.cwd(),
    },
    { keepsAlive: true },
  );
  if (samples === 0) throw new CoroscopeError(`${file} has nothing to push: nothing in it has run`);
  if (folded === 0 || quiet) return;
  const written = (count: number) => count.toLocaleString('en-US');
  const limits = `${written(PYROSCOPE_LIMITS.samples)} samples and ${PYROSCOPE_LIMITS.bytes >> 20} MiB`;
  say(
    `${file}: Pyroscope takes ${limits}, so ${written(folded)} contexts are folded into "… N more"; ${written(samples)} samples were sent, with the sums of all`,
  );
}
