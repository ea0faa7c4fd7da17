import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, buildSync, type Plugin } from 'esbuild';
import type { Profile } from '@coroscope/runtime';

const packages = join(__dirname, '../../..');
const cache = join(packages, '../node_modules/.cache');

export const TOOLS = ['esbuild', 'rollup', 'rolldown', 'webpack', 'rspack', 'vite'] as const;

export type Tool = (typeof TOOLS)[number];

export interface Build {
  tool: Tool;
  entry: string;
  outfile: string;
  options?: object;
  cache?: unknown;
  devtool?: string | false;
  /** The copies to take. */
  esbuild?: string;
  vite?: string;
  /** Vite compiles Vue's files. */
  vue?: boolean;
}

export interface BuildEnd {
  warnings: string[];
  error?: string;
}

export interface Run {
  result: unknown;
  profile: Profile;
}

/** A copy of an application with the runtime beside it, to build and run. */
export class Workspace {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'coroscope-unplugin-')));

  constructor(fixture: string) {
    cpSync(join(__dirname, '../fixtures', fixture), this.directory, { recursive: true });
    this.write('package.json', '{ "private": true }');
    bundleRuntime(join(this.directory, 'node_modules/@coroscope/runtime'));
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.directory, name)), { recursive: true });
    writeFileSync(join(this.directory, name), text);
  }

  /** Builds one after the other, in one process. */
  build(plugins: string, builds: Build[], environment: NodeJS.ProcessEnv = {}): BuildEnd[] {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--no-warnings', join(__dirname, 'build.mjs')],
      {
        input: JSON.stringify({ plugins, directory: this.directory, builds }),
        env: { ...process.env, ...environment },
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      },
    );
    if (status !== 0) throw new Error(stderr);
    // Tools may have written before.
    return JSON.parse(stdout.split('\n').at(-1)!) as BuildEnd[];
  }

  /** Runs a built file, which prints what `profiler.run` gave it. */
  run(file: string): Run {
    const path = join(this.directory, file);
    return JSON.parse(execFileSync(process.execPath, [path], { encoding: 'utf8' })) as Run;
  }

  close(): void {
    // A process that has just been ended may still write.
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 20 });
  }
}

const sources = (name: string) => join(packages, name, 'src');

/** Our packages, as they are in the sources. */
const alias = {
  '@coroscope/browser/global': join(sources('browser'), 'global.ts'),
  '@coroscope/profile': join(sources('profile'), 'index.ts'),
  '@coroscope/runtime': join(sources('runtime'), 'index.ts'),
  '@coroscope/runtime/contract': join(sources('runtime'), 'contract.ts'),
  '@coroscope/adapter': join(sources('adapter'), 'index.ts'),
  '@coroscope/transform/options': join(sources('transform'), 'options.ts'),
  '@coroscope/transform': join(sources('transform'), 'index.ts'),
};

/** As that of what is published: no tool is to instrument it. */
const banner = { js: '/*! coroscope ignore file */' };

const shared = { bundle: true, platform: 'node', logLevel: 'error' } as const;

/** A release of the plugin that emits other code: the same, and a comment. */
export interface OtherRelease {
  version: string;
  comment: string;
}

function otherRelease({ version, comment }: OtherRelease): Plugin {
  return {
    name: 'other-release',
    setup({ onLoad }) {
      onLoad({ filter: /adapter\/package\.json$/ }, () => ({
        contents: JSON.stringify({ version }),
        loader: 'json',
      }));
      onLoad({ filter: /transform\/src\/transform\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(
          'code: printed.code',
          `code: printed.code + ${JSON.stringify(`\n/*! ${comment} */`)}`,
        ),
        loader: 'ts',
      }));
    },
  };
}

/**
 * Bundles the plugin from its sources, where the packages that it needs are found, and gives the
 * directory of its entries.
 */
export async function bundlePlugins(other?: OtherRelease): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'coroscope-unplugin-'));
  await build({
    ...shared,
    entryPoints: TOOLS.map((name) => join(sources('unplugin'), `${name}.ts`)),
    outdir,
    format: 'esm',
    splitting: true,
    external: [
      // As it was built: its page lies beside it.
      '@coroscope/report/page',
      'unplugin',
      '@babel/*',
      '@jridgewell/*',
      'jiti',
      'lilconfig',
      'picomatch',
      'semver',
      'fastest-levenshtein',
    ],
    alias,
    plugins: other ? [otherRelease(other)] : [],
  });
  const manifest = { type: 'module', exports: { './*': './*.js' } };
  writeFileSync(join(outdir, 'package.json'), JSON.stringify(manifest));
  // Pages get it from where the plugin is.
  const browser = join(outdir, 'node_modules/@coroscope/browser');
  const outfile = join(browser, 'global.js');
  const entryPoints = [alias['@coroscope/browser/global']];
  await build({
    ...shared,
    entryPoints,
    outfile,
    format: 'esm',
    platform: 'browser',
    alias,
    banner,
  });
  const exports = { './global': './global.js' };
  writeFileSync(join(browser, 'package.json'), JSON.stringify({ type: 'module', exports }));
  return outdir;
}

function bundleRuntime(directory: string): void {
  const entryPoints = [alias['@coroscope/runtime']];
  for (const [format, name] of [
    ['esm', 'index.mjs'],
    ['cjs', 'index.cjs'],
  ] as const) {
    buildSync({ ...shared, entryPoints, outfile: join(directory, name), format, banner });
  }
  const exports = { '.': { import: './index.mjs', require: './index.cjs' } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ exports }));
}
