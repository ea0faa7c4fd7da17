import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Describes what is tested with a host that is large: it is installed first, from its own lock file. */
export function describeHost(name: string, directory: string, body: () => void): void {
  if (!process.env.COROSCOPE_TEST_HOSTS) {
    describe(name, () => it.skip('skipped: large to install; .ci/run --hosts runs it', () => {}));
    return;
  }
  describe(name, () => {
    beforeAll(() => install(directory), 600_000);
    body();
  });
}

function install(directory: string): void {
  const modifiedAt = (file: string) => {
    const path = join(directory, file);
    return existsSync(path) ? statSync(path).mtimeMs : 0;
  };
  // npm writes this file at the end of a complete installation.
  if (modifiedAt('node_modules/.package-lock.json') > modifiedAt('package-lock.json')) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline'], { cwd: directory });
}
