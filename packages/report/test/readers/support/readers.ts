import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../../node/test/support/files.js';
import { PROFILE_FORMATS, TRACE_FORMATS, type Format } from '../../../src/index.js';

/** Where `.ci/readers.mjs` has installed readers: the folders `python` and `npm`. */
const INSTALLED =
  process.env.COROSCOPE_TEST_READERS ??
  join(__dirname, '../../../../../node_modules/.cache/readers');

export const pythonPath = join(INSTALLED, 'python');
export const npmPath = join(INSTALLED, 'npm/node_modules');

const OWN_MAJOR = Number(process.versions.node.split('.')[0]);

/** The binary of a Node from 24 on: this one, or what `.ci/nodes.mjs` installs. */
export const node24 =
  OWN_MAJOR >= 24
    ? process.execPath
    : join(
        __dirname,
        '../../../../../node_modules/.cache/nodes/24/node_modules',
        `node-${process.platform}-${process.arch}`,
        'bin/node',
      );

export const FLAMEGRAPH = '/usr/share/perl5/Devel/NYTProf/flamegraph.pl';

/** Whether a command runs. */
export function isCommand(name: string, ...args: string[]): boolean {
  return spawnSync(name, args, { stdio: 'ignore' }).status === 0;
}

export function hasPythonPackage(name: string): boolean {
  return isCommand('python3', '-c', 'import sys') && existsSync(join(pythonPath, name));
}

export function hasNpmPackage(name: string): boolean {
  return existsSync(join(npmPath, name, 'package.json'));
}

/** Describes what a reader makes of our formats; continuous checks always have it. */
export function describeReader(name: string, isThere: boolean, body: () => void): void {
  if (isThere || process.env.CI) describe(name, body);
  else
    describe.skip(
      `${name} (skipped: it is not here; .ci/run installs it, as node .ci/readers.mjs does)`,
      body,
    );
}

/** The same for readers that are large to install. */
export function describeLargeReader(name: string, isThere: boolean, body: () => void): void {
  if (isThere || process.env.COROSCOPE_TEST_HOSTS) describe(name, body);
  else
    describe.skip(
      `${name} (skipped: it is not here; .ci/run --hosts installs it, as node .ci/readers.mjs --all does)`,
      body,
    );
}

/** Writes a profile or a trace in a format to a file of its own. */
export function write<Subject, Options>(
  format: string,
  subject: Subject,
  options?: Options,
  name = 'out',
): string {
  const formats = [...PROFILE_FORMATS, ...TRACE_FORMATS] as unknown as Format<Subject, Options>[];
  // A Parquet table can be of either.
  const isTrace = 'chunks' in (subject as object);
  const named = formats.filter((candidate) => candidate.name === format);
  const chosen = isTrace ? named.at(-1)! : named[0];
  const file = join(temporaryDirectory(), `${name}${chosen.extensions[0]}`);
  const chunks = [...chosen.render(subject, options)].map((chunk) => Buffer.from(chunk as string));
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}

/** What a Python program prints, as JSON. */
export function python(code: string, ...args: string[]): unknown {
  const output = execFileSync('python3', ['-c', code, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: pythonPath, PYTHONIOENCODING: 'utf8' },
  });
  return JSON.parse(output);
}
