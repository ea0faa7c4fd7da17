import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Names further Nodes to test with: paths of their binaries, separated as in PATH. */
const VARIABLE = 'COROSCOPE_TEST_NODES';

/**
 * A Node that runs Babel 8, which asks for 22.18 or newer.
 *
 * @throws {Error} in continuous checks, if there is none: they are to bring one
 */
export function nodeForBabel8(): string | undefined {
  const binaries = [process.execPath, ...(process.env[VARIABLE] ?? '').split(delimiter)];
  const found = binaries.filter((path) => path !== '').find(runsBabel8);
  if (found === undefined && process.env.CI) {
    throw new Error(`no Node 24 is here; name its binary in ${VARIABLE}`);
  }
  return found;
}

function runsBabel8(binary: string): boolean {
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  const [major, minor] = version.slice(1).split('.').map(Number) as [number, number];
  return major >= 24 || (major === 22 && minor >= 18);
}
