import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProfile } from '@coroscope/profile';
import { calls, locations } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';

const directory = join(__dirname, '..');
const packages = join(directory, '../../../packages');
const esbuild = '0.28.2';

/** What installs the project in the current directory, and what starts commands in it. */
interface Manager {
  install: string[];
  start: string[];
  configure(project: string, tarballs: Record<string, string>): void;
}

const bin = (path: string) => join(directory, 'node_modules', path);
const pnpm = bin('pnpm/bin/pnpm.cjs');
const yarn = bin('@yarnpkg/cli-dist/bin/yarn.js');

const MANAGERS: Record<string, Manager> = {
  pnpm: {
    install: [pnpm, 'install', '--ignore-scripts'],
    start: [pnpm, 'exec'],
    configure: (project, tarballs) =>
      // JSON is YAML.
      writeFileSync(join(project, 'pnpm-workspace.yaml'), JSON.stringify({ overrides: tarballs })),
  },
  "Yarn with Plug'n'Play": {
    install: [yarn, 'install', '--mode=skip-build', '--no-immutable'],
    start: [yarn],
    configure(project) {
      // A project of its own, wherever it lies.
      writeFileSync(join(project, 'yarn.lock'), '');
      writeFileSync(join(project, '.yarnrc.yml'), 'nodeLinker: pnp\nenableTelemetry: false\n');
    },
  },
};

describeHost('installed by', directory, () => {
  let root: string;
  let tarballs: Record<string, string>;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'coroscope-test-'));
    tarballs = pack(root);
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(Object.entries(MANAGERS))(
    '%s, a program runs and is bundled',
    (name, { install, start, configure }) => {
      const project = join(root, name.slice(0, 4));
      cpSync(join(__dirname, 'fixtures/app'), project, { recursive: true });
      const own = ['coroscope', '@coroscope/runtime', '@coroscope/unplugin'];
      const dependencies = Object.fromEntries(own.map((each) => [each, tarballs[each]]));
      writeFileSync(
        join(project, 'package.json'),
        JSON.stringify({
          type: 'module',
          dependencies: { ...dependencies, esbuild },
          resolutions: tarballs,
        }),
      );
      configure(project, tarballs);
      const node = (...args: string[]) =>
        execFileSync(process.execPath, args, {
          cwd: project,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          env: environment(),
        });
      node(...install);

      const args = ['coroscope', 'run', '--quiet', '--out', 'profile.json', 'main.ts'];
      expect(node(...start, ...args)).toBe('4\n');
      const file = join(project, 'profile.json');
      const profile = readProfile(readFileSync(file, 'utf8'), file);
      expect(calls(profile)).toMatchObject({ order: 1, price: 1 });
      expect(locations(profile, project)).toMatchObject({ order: 'main.ts:9:1' });

      node(...start, 'node', 'build.mjs');
      expect(node(...start, 'node', 'bundled.mjs')).toBe('<run>,order\n');
    },
    300_000,
  );
});

/** Packs what is published, and gives the address of each package by its name. */
function pack(destination: string): Record<string, string> {
  const published = readdirSync(packages)
    .map((name) => join(packages, name))
    .filter((path) => existsSync(join(path, 'package.json')))
    .map((path) => ({ path, ...(read(join(path, 'package.json')) as Manifest) }))
    .filter((manifest) => !manifest.private);
  return Object.fromEntries(
    published.map(({ path, name }) => {
      const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', destination];
      const file = execFileSync('npm', args, { cwd: path, encoding: 'utf8' }).trim();
      return [name, `file:${join(destination, file)}`];
    }),
  );
}

interface Manifest {
  name: string;
  private?: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Yarn does not read the settings of npm. */
function environment(): NodeJS.ProcessEnv {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  return {
    ...process.env,
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname,
  };
}
