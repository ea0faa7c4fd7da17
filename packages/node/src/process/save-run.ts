import { encodeProfile } from '@coroscope/profile';
import { dirname, relative, resolve } from 'node:path';
import { whyNothing } from '../messages/nothing-instrumented.js';
import { mkdirSync, writeFile } from '../platform/files.js';
import { say } from '../messages/say.js';
import type { NodeOptions } from '../options/node-options.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { collectRun } from '../shards/collect-run.js';
import { defaultProfileFile } from './default-file.js';
import { isTestFile, saveTestProfile } from './test-run.js';

/**
 * Saves the profile and the traces of a run that no command waits for, and removes its directory.
 *
 * @param started the first process of the run
 */
export function saveRun(options: NodeOptions, run: RunDirectory, started = process.pid): void {
  const { profile, traces } = collectRun(run, started, options);
  const [trace] = traces;
  if (trace !== undefined && !options.quiet) {
    say(`trace saved; print it with: coroscope trace ${relative('.', trace)}`);
  }
  run.remove();
  if (profile === undefined) return;
  const { cwd, out, quiet } = options;
  const file = out === undefined ? defaultProfileFile(cwd) : resolve(cwd, out);
  if (out === undefined) mkdirSync(dirname(file), { recursive: true });
  if (!isTestFile) {
    writeFile(file, JSON.stringify(encodeProfile(profile)));
  } else if (!saveTestProfile(profile, file)) {
    return;
  }
  if (quiet) return;
  if (profile.functions.length === 0) say(whyNothing(profile));
  say(`profile saved; print it with: ${['coroscope report', out].filter(Boolean).join(' ')}`);
}
