// Checks what each published package offers: its manifest with publint, its types with attw.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = readdirSync(join(root, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(root, 'packages', entry.name));

function check(tool, args) {
  try {
    execFileSync(join(root, 'node_modules/.bin', tool), args, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    console.error(`${error.stdout ?? ''}${error.stderr ?? error}`);
    process.exitCode = 1;
  }
}

for (const directory of packages) {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  if (manifest.private) continue;
  console.log(manifest.name);
  check('publint', [directory, '--strict']);
  check('attw', [
    '--pack',
    directory,
    '--profile',
    'node16',
    '--ignore-rules',
    'cjs-resolves-to-esm',
  ]);
}
