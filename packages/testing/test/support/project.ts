import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../../../..');
const packages = join(root, 'packages');

interface Manifest {
  name: string;
  exports: Record<string, unknown>;
}

export interface RunEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A project in a directory of its own, with our packages as they would be installed. */
export class Project {
  readonly directory = mkdtempSync(join(tmpdir(), 'coroscope-project-'));

  /** @param dependencies what it finds in its `node_modules`, from those of the workspace */
  constructor(dependencies: readonly string[] = []) {
    for (const name of dependencies) this.link(name, join(root, 'node_modules', name));
  }

  link(name: string, target: string): void {
    const place = join(this.directory, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place, 'dir');
  }

  /** Installs one of our packages, built from its sources. The runtime stays a package of its own. */
  install(name: string, format: 'cjs' | 'esm'): void {
    const directory = join(packages, name);
    const manifest = manifestIn(directory);
    const entries = entriesOf(manifest);
    const place = join(this.directory, 'node_modules', manifest.name);
    buildSync({
      entryPoints: entries.map((entry) => join(directory, 'src', `${entry}.ts`)),
      outdir: place,
      bundle: true,
      splitting: format === 'esm',
      format,
      platform: 'node',
      logLevel: 'error',
      loader: { '.html': 'text' },
      external: name === 'runtime' ? [] : ['@coroscope/runtime', 'esbuild', 'vite', 'vitest'],
      alias: sources(),
      nodePaths: [join(root, 'node_modules')],
      banner: {
        js:
          format === 'esm'
            ? "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);"
            : '',
      },
    });
    const exports = Object.fromEntries(
      entries.map((entry) => [entry === 'index' ? '.' : `./${entry}`, `./${entry}.js`]),
    );
    const type = format === 'esm' ? 'module' : 'commonjs';
    this.write(
      join('node_modules', manifest.name, 'package.json'),
      JSON.stringify({ name: manifest.name, version: '0.1.0', type, exports }),
    );
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  writeAll(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8');
  }

  /** Runs Node in the project, or another binary of it. */
  run(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    node = process.execPath,
  ): Promise<RunEnd> {
    const {
      NODE_OPTIONS: _,
      NODE_TEST_CONTEXT: _1,
      FORCE_COLOR: _2,
      COROSCOPE: _3,
      ...inherited
    } = process.env;
    const child = spawn(node, args, {
      cwd: this.directory,
      env: { ...inherited, NO_COLOR: '1', CI: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = { code: null as number | null, stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (end.stdout += text));
    child.stderr.on('data', (text) => (end.stderr += text));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...end, code }));
    });
  }

  remove(): void {
    // A process that has just been ended may still write.
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** The sources of our packages, by what they are imported as. */
function sources(): Record<string, string> {
  return Object.fromEntries(
    ['adapter', 'node', 'profile', 'report', 'testing', 'transform', 'unplugin'].flatMap((name) => {
      const directory = join(packages, name);
      return entriesOf(manifestIn(directory)).map((entry) => [
        entry === 'index' ? `@coroscope/${name}` : `@coroscope/${name}/${entry}`,
        join(directory, 'src', `${entry}.ts`),
      ]);
    }),
  );
}

function manifestIn(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
}

/** The entries that a package exports, by the names of their sources. */
function entriesOf({ exports }: Manifest): string[] {
  return Object.keys(exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => (subpath === '.' ? 'index' : subpath.slice('./'.length)));
}
