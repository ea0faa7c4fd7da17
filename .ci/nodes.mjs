// Installs the newest Node of each further major version that is supported, and prints the paths of
// the binaries, separated as in PATH: the value for COROSCOPE_TEST_NODES.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/nodes');
const own = Number(process.versions.node.split('.')[0]);

function install(major) {
  const directory = join(cache, String(major));
  mkdirSync(directory, { recursive: true });
  // The package of the platform holds the binary itself; `node` would fetch it in a script.
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const args = ['install', '--prefix', directory, '--no-save', '--silent', `${name}@${major}`];
  execFileSync('npm', args, { stdio: ['ignore', 2, 2] });
  return join(directory, 'node_modules', name, 'bin/node');
}

const binaries = [20, 22, 24, 26].filter((major) => major !== own).map(install);
console.log(binaries.join(delimiter));
