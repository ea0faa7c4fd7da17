import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');
const { floors, folders } = JSON.parse(
  readFileSync(join(root, 'packages/architecture.json'), 'utf8'),
) as {
  floors: string[][];
  folders: Record<string, string[]>;
};

/** What the checker finds in a repository of these files: each rule with the import that breaks it. */
function violationsIn(files: Record<string, string>): string[] {
  const repository = mkdtempSync(join(tmpdir(), 'coroscope-architecture-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    }
    const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = join(root, '.dependency-cruiser.mjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [bin, '--config', config, '--output-type', 'json', 'packages'],
      { cwd: repository, encoding: 'utf8' },
    );
    if (stdout === '') throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string }; from: string; to: string }[] };
    };
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
  } finally {
    rmSync(repository, { recursive: true });
  }
}

test('the checker finds each import that the architecture forbids, and no other', () => {
  const violations = violationsIn({
    // Allowed: down the list of folders, down the floors, and anything from an entry.
    'packages/runtime/src/index.ts': "export * from './engine/upper.js';",
    'packages/runtime/src/engine/upper.ts': "export { lower } from '../format/lower.js';",
    'packages/runtime/src/format/lower.ts': 'export const lower = 1;',
    'packages/browser/src/index.ts': "export { lower } from '@coroscope/runtime';",
    'packages/browser/package.json': '{ "dependencies": { "@coroscope/runtime": "0.1.0" } }',
    'packages/browser/node_modules/@coroscope/runtime/package.json': '{ "main": "index.js" }',
    'packages/browser/node_modules/@coroscope/runtime/index.js': 'exports.lower = 1;',
    // Up the list of folders, by a type only.
    'packages/runtime/src/clock/type.ts':
      "import type { lower } from '../tables/lower.js';\nexport type Lower = typeof lower;",
    'packages/runtime/src/tables/lower.ts': 'export const lower = 1;',
    // From a folder to an entry.
    'packages/profile/src/tables/entry.ts': "export { entry } from '../index.js';",
    'packages/profile/src/index.ts': 'export const entry = 1;',
    // Up the floors, by a path.
    'packages/transform/src/index.ts': "export { blue } from '../../report/src/index.js';",
    // A dependency that the manifest does not have.
    'packages/report/src/index.ts': "export { blue } from 'picocolors';",
    'packages/report/package.json': '{ "dependencies": {} }',
    'packages/report/node_modules/picocolors/package.json': '{ "main": "index.js" }',
    'packages/report/node_modules/picocolors/index.js': 'exports.blue = 1;',
    // A circle of types.
    'packages/jest/src/a.ts': "import type { B } from './b.js';\nexport type A = B | 1;",
    'packages/jest/src/b.ts': "import type { A } from './a.js';\nexport type B = A | 2;",
    // A file that does not exist.
    'packages/vitest/src/index.ts': "export * from './missing.js';",
  });
  expect(violations).toEqual([
    'no-circle: packages/jest/src/a.ts -> packages/jest/src/b.ts',
    'no-undeclared-dependency: packages/report/src/index.ts -> packages/report/node_modules/picocolors/index.js',
    'profile-tables-imports-lower-folders: packages/profile/src/tables/entry.ts -> packages/profile/src/index.ts',
    'resolvable: packages/vitest/src/index.ts -> ./missing.js',
    'runtime-clock-imports-lower-folders: packages/runtime/src/clock/type.ts -> packages/runtime/src/tables/lower.ts',
    'transform-imports-lower-floors: packages/transform/src/index.ts -> packages/report/src/index.ts',
    'transform-imports-packages-by-name: packages/transform/src/index.ts -> packages/report/src/index.ts',
  ]);
});

const directoriesOf = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

describe('architecture.json', () => {
  it('gives each package a floor', () => {
    const packages = directoriesOf(join(root, 'packages')).filter((name) =>
      existsSync(join(root, 'packages', name, 'package.json')),
    );
    expect(floors.flat().sort()).toEqual(packages);
  });

  it.each(Object.keys(folders))('lists the folders of %s', (name) => {
    expect(folders[name]!.toSorted()).toEqual(directoriesOf(join(root, 'packages', name, 'src')));
  });
});
