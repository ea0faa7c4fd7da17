import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, relative } from 'node:path';

/** @typedef {{ name: string, path: string, sourceType: 'module' | 'commonjs' }} Source */

const SMALLEST = 1_000;
const LARGEST = 200_000;

/** Where real source files of each kind are found, and how many of each package are taken. */
const JAVASCRIPT = [
  { package: 'undici', directory: 'lib', sourceType: 'commonjs', most: 60 },
  { package: 'lodash', directory: '', sourceType: 'commonjs', most: 40 },
  { package: 'graphql', directory: '', sourceType: 'commonjs', most: 40 },
  { package: 'axios', directory: 'lib', sourceType: 'module', most: 30 },
  { package: 'execa', directory: 'lib', sourceType: 'module', most: 40 },
  { package: 'preact', directory: 'src', sourceType: 'module', most: 10 },
  { package: 'rxjs', directory: 'dist/esm/internal', sourceType: 'module', most: 30 },
  { package: 'svelte', directory: 'src', sourceType: 'module', most: 60 },
];
const TYPESCRIPT = [
  { package: '@tanstack/query-core', directory: 'src', sourceType: 'module', most: 25 },
  { package: '@tanstack/react-query', directory: 'src', sourceType: 'module', most: 25 },
  { package: 'rxjs', directory: 'src/internal', sourceType: 'module', most: 50 },
  { package: 'zod', directory: 'src/v4', sourceType: 'module', most: 50 },
];

const require = createRequire(import.meta.url);

/** Some 300 files of JavaScript, modules and CommonJS, as their authors or a compiler wrote them. */
export const javascriptFiles = () => JAVASCRIPT.flatMap((origin) => filesOf(origin, ['.js']));

/** Some 150 files of TypeScript and TSX. */
export const typescriptFiles = () =>
  TYPESCRIPT.flatMap((origin) => filesOf(origin, ['.ts', '.tsx']));

/** The TypeScript compiler: one file of 9 MB. */
export function typescriptCompiler() {
  const path = require.resolve('typescript');
  return [{ name: 'typescript/lib/typescript.js', path, sourceType: 'commonjs' }];
}

export const readSource = ({ path }) => readFileSync(path, 'utf8');

/** @returns {Source[]} evenly spread over the package, and the same on every run */
function filesOf({ package: packageName, directory, sourceType, most }, extensions) {
  const root = packageDirectory(packageName);
  const paths = listFiles(join(root, directory))
    .filter((path) => extensions.includes(extname(path)) && !/\.(d|test|test-d)\.tsx?$/.test(path))
    .filter((path) => !/[\\/](node_modules|tests|__tests__)[\\/]/.test(relative(root, path)))
    .filter((path) => isOfSize(statSync(path).size))
    .sort();
  const step = Math.max(1, paths.length / most);
  const taken = paths.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return taken.map((path) => ({
    name: [packageName, ...relative(root, path).split(/[\\/]/)].join('/'),
    path,
    sourceType,
  }));
}

const isOfSize = (size) => size >= SMALLEST && size <= LARGEST;

/** Not every package lets its package.json be required. */
function packageDirectory(name) {
  for (const directory of require.resolve.paths(name)) {
    const candidate = join(directory, name);
    if (statSync(candidate, { throwIfNoEntry: false })) return candidate;
  }
  throw new Error(`${name} is not installed: run npm ci`);
}

function listFiles(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
