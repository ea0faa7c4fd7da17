import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Names further Nodes to test with: paths of their binaries, separated as in PATH. */
const VARIABLE = 'COROSCOPE_TEST_NODES';

/**
 * The first Node that a host runs on.
 *
 * @param oldest the major version that the host wants at least
 * @throws {Error} if there is none
 */
export function nodeSince(oldest: number): string {
  const others = (process.env[VARIABLE] ?? '').split(delimiter).filter((path) => path !== '');
  const found = [process.execPath, ...others].find((path) => majorVersion(path) >= oldest);
  if (found === undefined) throw new Error(`no Node ${oldest}; name its binary in ${VARIABLE}`);
  return found;
}

function majorVersion(binary: string): number {
  return Number(/^v(\d+)/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8' }))![1]);
}
