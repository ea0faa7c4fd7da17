import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** The major versions of Node that the command is held to. */
const SUPPORTED = [20, 22, 24, 26];

/** Names further Nodes to test with: paths of their binaries, separated as in PATH. */
const VARIABLE = 'COROSCOPE_TEST_NODES';

const binaries = new Map<number, string>();
for (const path of [process.execPath, ...(process.env[VARIABLE] ?? '').split(delimiter)]) {
  if (path === '') continue;
  const version = execFileSync(path, ['--version'], { encoding: 'utf8' });
  binaries.set(Number(/^v(\d+)/.exec(version)![1]), path);
}

/** Describes behaviour once for every supported Node; `node` is the path of its binary. */
export function describeOnEachNode(title: string, body: (node: string) => void): void {
  describe.each(SUPPORTED)(`Node %i: ${title}`, (major) => {
    const node = binaries.get(major);
    if (node !== undefined) {
      body(node);
    } else if (process.env.CI) {
      it('is tested', () => {
        throw new Error(`Node ${major} is missing; name its binary in ${VARIABLE}`);
      });
    } else {
      it.skip(`skipped: there is no Node ${major} here; name its binary in ${VARIABLE}`, () => {});
    }
  });
}
