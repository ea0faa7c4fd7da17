// What `npm start` and `npm test` do first: installs the dependencies and builds the packages where
// either is missing or older than the sources. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = join(root, 'packages');

/** Runs a command whose output matters only if it fails. */
function run(command) {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
  });
  if (status === 0) return;
  console.error(`${stdout}${stderr}\n"${command}" failed; the reason is above.`);
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
const mustInstall = installed < modifiedAt(join(root, 'package-lock.json'));
const built = modifiedAt(join(packages, 'coroscope/dist/esm/index.js'));
const mustBuild = built < newestSource(packages);

if (mustInstall) console.error('Installing the dependencies and building, once: about a minute.');
else if (mustBuild) console.error('Building: a few seconds.');
if (mustInstall) run('npm ci --ignore-scripts --prefer-offline');
if (mustBuild) run('npm run build --silent');
