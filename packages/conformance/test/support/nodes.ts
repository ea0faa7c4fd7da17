import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Names further Nodes to test with: paths of their binaries, separated as in PATH. */
const VARIABLE = 'COROSCOPE_TEST_NODES';

const binaries = [process.execPath, ...(process.env[VARIABLE] ?? '').split(delimiter)];

/**
 * A Node that has the syntax of `await using`, which came with Node 24. On a developer's machine there
 * may be none; continuous checks always bring one.
 *
 * @throws {Error} in continuous checks, if there is none after all
 */
export function nodeWithUsing(): string | undefined {
  const found = binaries.filter((path) => path !== '').find((path) => majorVersion(path) >= 24);
  if (found === undefined && process.env.CI) {
    throw new Error(`no Node 24 or newer; name its binary in ${VARIABLE}`);
  }
  return found;
}

function majorVersion(binary: string): number {
  if (binary === process.execPath) return Number(process.versions.node.split('.')[0]);
  return Number(/^v(\d+)/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8' }))![1]);
}
