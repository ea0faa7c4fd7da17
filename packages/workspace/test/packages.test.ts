import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');

interface Conditions {
  default?: string;
  import?: { default: string };
  require?: { default: string };
}

interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  keywords?: string[];
  exports: Record<string, Conditions>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const packages = readdirSync(join(root, 'packages'))
  .filter((name) => existsSync(join(root, 'packages', name, 'package.json')))
  .map((name) => ({
    directory: join('packages', name),
    manifest: JSON.parse(read('packages', name, 'package.json')) as Manifest,
  }));
const published = packages.filter(({ manifest }) => !manifest.private);

/** What a specifier leads to: a package, and one of the entries in its `exports`. */
function entryOf(specifier: string) {
  const { directory, manifest } = published.find(
    ({ manifest: { name } }) => specifier === name || specifier.startsWith(`${name}/`),
  )!;
  const subpath = `.${specifier.slice(manifest.name.length)}`;
  const conditions = manifest.exports[subpath];
  if (conditions === undefined) throw new Error(`${specifier} is not exported`);
  return { directory, subpath, conditions };
}

/** The code of an entry as an ES module. */
function codeOf(specifier: string): string {
  const { directory, conditions } = entryOf(specifier);
  return read(directory, (conditions.import ?? conditions).default!);
}

/** What only one package has: a plain script, and what cargo builds. */
const OWN_FILES: Record<string, string[]> = {
  '@coroscope/browser': ['dist/coroscope.js'],
  '@coroscope/node': ['dist/third-party-licenses.txt'],
  coroscope: ['bin/package.json', 'dist/coroscope.1', 'dist/third-party-licenses.txt'],
  '@coroscope/report': ['dist/page/index.html'],
  '@coroscope/swc-plugin': [
    'bands.json',
    'coroscope-swc-1.15.wasm',
    'coroscope-swc-1.16.wasm',
    'index.cjs',
    'index.d.cts',
  ],
};

describe.each(published)('$manifest.name', ({ directory, manifest }) => {
  const readme = read(directory, 'README.md');

  it('has a README that says what it is, how to install it, an example and where to go on', () => {
    expect(readme).toMatch(new RegExp(`^# ${manifest.name}\n\n[A-Z]`));
    expect(readme).toMatch(new RegExp(`^npm install (.* )?${manifest.name}( |$)`, 'm'));
    expect(readme.match(/^```(\w+)\n/gm)!.length).toBeGreaterThanOrEqual(2);
    expect(readme).toMatch(/\]\(\.\.\/\.\.\/(docs\/[\w-]+|README)\.md\)|\]\(\.\.\/coroscope\)/);
    expect(readme.split('\n').length).toBeLessThan(25);
  });

  it('exports what its README imports', () => {
    const imports = [...readme.matchAll(/^import (?:\{(.*)\}|\w+) from '(@?coroscope[^']*)'/gm)];
    for (const [, names, specifier] of imports) {
      const code = codeOf(specifier!);
      for (const name of names?.split(',') ?? ['default']) {
        expect(code).toMatch(new RegExp(`export \\{[^}]*\\b${name.trim()}\\b|export \\*`));
      }
    }
  });

  it('is packed with its licence and without what only the build needs', () => {
    expect(read(directory, 'LICENSE')).toBe(read('LICENSE'));
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: join(root, directory),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ files }] = Object.values(JSON.parse(output)) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const others = paths.filter(
      (path) =>
        !/^(dist\/(esm|cjs|types)\/.*\.(js|d\.ts|json|html)|bin\/\w+\.js|\w+\.schema\.json)$/.test(
          path,
        ),
    );
    const own = OWN_FILES[manifest.name] ?? [];
    expect(others.sort()).toEqual(['LICENSE', 'README.md', ...own, 'package.json'].sort());
  });

  it('can be found by keywords', () => expect(manifest.keywords).toContain('profiler'));
});

/** What Jest's own module system, which cannot require ES modules, loads in the realm of a test file. */
const IN_THE_REALM = [
  '@coroscope/runtime',
  '@coroscope/jest/setup',
  '@coroscope/jest/setup-after-env',
  'coroscope',
];

/** The entries of ours that a file of CommonJS leads to, and that are no CommonJS themselves. */
function esModulesBehind(file: string): string[] {
  const requests = read(file).matchAll(/require\("(\.\/|@?coroscope)([^"]*)"\)/g);
  return [...requests].flatMap(([, start, rest]) =>
    start === './' ? esModulesBehind(join(dirname(file), rest!)) : esModulesOf(start! + rest!),
  );
}

function esModulesOf(specifier: string): string[] {
  const { directory, subpath, conditions } = entryOf(specifier);
  const file = conditions.require?.default;
  return file === undefined ? [join(directory, subpath)] : esModulesBehind(join(directory, file));
}

test.each(IN_THE_REALM)('%s is CommonJS, and all that it requires', (specifier) => {
  expect(esModulesOf(specifier)).toEqual([]);
});

test('all packages have one version, and depend on each other by exactly that', () => {
  const { version } = packages.find(({ manifest }) => manifest.name === 'coroscope')!.manifest;
  const names = new Set(packages.map(({ manifest }) => manifest.name));
  for (const { manifest } of packages) {
    const own = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([name]) => names.has(name),
    );
    expect([manifest.version, ...own.map(([, range]) => range)]).toEqual(
      Array(own.length + 1).fill(version),
    );
  }
});

test('what @coroscope/node bundles comes with its licences', () => {
  const licences = read('packages/node/dist/third-party-licenses.txt');
  const { dependencies } = JSON.parse(read('packages/node/package.json')) as Manifest;
  // These are loaded from where they are installed.
  const external = ['esbuild', 'jiti'];
  const bundled = Object.keys(dependencies!).filter(
    (name) => !name.startsWith('@coroscope/') && !external.includes(name),
  );
  expect(bundled.length).toBeGreaterThan(0);
  for (const name of bundled) expect(licences).toMatch(new RegExp(`^Name: ${name}$`, 'm'));
  expect(licences).not.toContain('Name: @coroscope/');
});
