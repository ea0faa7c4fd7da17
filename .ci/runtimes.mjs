// Installs Bun and Deno, and prints the paths of their binaries, separated as in PATH: the values for
// COROSCOPE_TEST_BUN and COROSCOPE_TEST_DENO.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/runtimes');
const platform = `${process.platform}-${process.arch}`;

// The packages of the platform hold the binaries themselves; those named after the tools would fetch
// them in scripts.
const runtimes = [
  { name: `@oven/bun-${platform}@1`, binary: `@oven/bun-${platform}/bin/bun` },
  { name: `@deno/${platform}-glibc@2`, binary: `@deno/${platform}-glibc/deno` },
];

mkdirSync(cache, { recursive: true });
const names = runtimes.map(({ name }) => name);
execFileSync('npm', ['install', '--prefix', cache, '--no-save', '--silent', ...names], {
  stdio: ['ignore', 2, 2],
});
console.log(runtimes.map(({ binary }) => join(cache, 'node_modules', binary)).join(delimiter));
