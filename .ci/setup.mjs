// What `npm start` and `npm test` do first: installs the dependencies and builds the packages where
// either is missing or older than the sources. Uses nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(command) {
  // What it says goes to standard error: standard output is that of what is set up for.
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  console.error(`"${command}" failed; the reason is above.`);
  process.exit(1);
}

const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newestSource(directory) {
  let newest = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'test'].includes(entry.name)) continue;
    const path = join(directory, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : modifiedAt(path));
  }
  return newest;
}

// npm writes this file at the end of a complete installation.
const installed = modifiedAt(join(root, 'node_modules/.package-lock.json'));
if (installed < modifiedAt(join(root, 'package-lock.json'))) run('npm ci --ignore-scripts');

const packages = join(root, 'packages');
const built = modifiedAt(join(packages, 'cli/dist/esm/index.js'));
if (built < newestSource(packages)) run('npm run build --silent');
