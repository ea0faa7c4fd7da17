import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Page } from './support/documentation.js';
import { bundlePlugins, Workspace } from './support/workspace.js';

const bundlers = new Page('bundlers.md');
const vite = new Page('vite.md');
const modules = join(dirname(require.resolve('vite/package.json')), '..');

let plugins: string;
let workspace: Workspace;
beforeAll(async () => {
  plugins = await bundlePlugins();
  workspace = new Workspace('app');
  rmSync(join(workspace.directory, 'src'), { recursive: true });
  workspace.write('package.json', '{ "type": "module" }');
  workspace.write(
    'src/checkout.js',
    'export const checkout = async () => await helper(); const helper = () => check(); const check = () => 5;',
  );
  symlinkSync(plugins, join(workspace.directory, 'node_modules/@coroscope/unplugin'), 'dir');
  for (const name of ['vite', 'esbuild']) {
    symlinkSync(join(modules, name), join(workspace.directory, 'node_modules', name), 'dir');
  }
});
afterAll(() => {
  workspace?.close();
  rmSync(plugins, { recursive: true, force: true });
});

/** Runs a script in the workspace; its standard output. */
function node(args: string[], COROSCOPE = ''): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: workspace.directory,
    env: { ...process.env, COROSCOPE },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe('docs/bundlers.md', () => {
  const configurations = bundlers.blocks('js').slice(0, -1);
  const [reading] = bundlers.blocks('js').slice(-1);
  const tools = configurations.map((code) => /@coroscope\/unplugin\/(\w+)/.exec(code)![1]!);

  /** In webpack's output, code is a text itself. */
  const registration = /register\(1, \\?"src\/checkout\.js/;

  it('has a configuration for each', () => {
    expect(tools.sort()).toEqual(['esbuild', 'rolldown', 'rollup', 'rspack', 'webpack']);
    expect(bundlers.blocks('\\w+')).toHaveLength(configurations.length + 3);
  });

  it.each(configurations.map((code) => [/\/\/ (\S+)/.exec(code)![1]!, code]))(
    '%s: nothing without the variable; the figures with it',
    (file, code) => {
      const tool = /@coroscope\/unplugin\/(\w+)/.exec(code)![1]!;
      workspace.write(
        'src/main.js',
        `${reading}\nconsole.log(result, profile.functions.map(({ name }) => name).join());`,
      );
      workspace.write(file, code);
      const type = ['webpack', 'rspack'].includes(tool) ? 'commonjs' : 'module';
      workspace.write('dist/package.json', JSON.stringify({ type }));
      const build = (variable?: string) => {
        node(
          [join(__dirname, 'support/configured.mjs'), tool, join(workspace.directory, file)],
          variable,
        );
        return readFileSync(join(workspace.directory, 'dist/main.js'), 'utf8');
      };
      expect(build()).not.toMatch(registration);
      expect(build('1')).toMatch(registration);
      expect(node(['dist/main.js'])).toBe('5 <run>,checkout,helper,check\n');
    },
  );

  it('a whole program, by the command', () => {
    const [script] = configurations.filter((code) => code.includes('esbuild'));
    workspace.write('build.js', script!);
    workspace.write(
      'src/main.js',
      "import { checkout } from './checkout.js';\nconsole.log(await checkout());",
    );
    node(['build.js'], '1');
    const [, command] = /npx coroscope (.*)/.exec(bundlers.blocks('sh').join(''))!;
    const bin = join(__dirname, '../../coroscope/bin/coroscope.js');
    const { directory: cwd } = workspace;
    const args = [bin, ...command!.split(' ')];
    const { stdout, stderr: report } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect(stdout).toBe('5\n');
    expect(report).toMatch(/ 1 .* checkout +src\/checkout\.js:1/);
    // Once: the command leaves alone what has been instrumented.
    expect(report.match(/calls of (\d+) functions/)![1]).toBe('5');
  });
});

describe('docs/vite.md', () => {
  const [line, options] = vite.blocks('js') as [string, string];

  beforeAll(() => {
    workspace.write('index.html', '<script type="module" src="/src/main.js"></script>');
    workspace.write('src/main.js', "import { checkout } from './checkout.js';\ncheckout();");
  });

  /** What the command says until it is ready. */
  async function serve(
    configuration: string,
    COROSCOPE: string,
    check: (output: string) => unknown,
  ) {
    workspace.write('vite.config.js', configuration);
    const child = spawn(
      process.execPath,
      ['node_modules/vite/bin/vite.js', '--port', '0', '--host', 'localhost'],
      {
        cwd: workspace.directory,
        env: { ...process.env, COROSCOPE, NO_COLOR: '1' },
        // Whatever happens, it ends.
        timeout: 50_000,
      },
    );
    let output = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      output += text;
      if (output.includes(COROSCOPE ? 'Coroscope: http' : 'Local: ')) break;
    }
    try {
      await check(output);
    } finally {
      // Its folder is removed: by then it must not write any more.
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      child.kill('SIGKILL');
      if (!hasEnded) await once(child, 'exit');
    }
  }

  it('the line: the server names its page, and answers', async () => {
    await serve(line, '1', async (output) => {
      const url = /Coroscope: (\S+\/__coroscope)/.exec(output)![1]!;
      expect(await (await fetch(url)).text()).toContain('<title>Coroscope</title>');
      for (const [, path] of vite.text.matchAll(/localhost:5173\/__coroscope(\/\S+)/g)) {
        expect((await fetch(url + path)).status).toBe(200);
      }
      const code = await (await fetch(new URL('/src/checkout.js', url))).text();
      expect(code).toContain('register(1, "src/checkout.js"');
    });
  });

  it('the line: nothing without the variable', async () => {
    await serve(line, '', async (output) => {
      const url = /http:\S+/.exec(output)![0];
      const code = await (await fetch(new URL('/src/checkout.js', url))).text();
      expect(code).not.toContain('register');
    });
  });

  it('the options', async () => {
    await serve(options, '1', (output) => expect(output).toContain('Coroscope'));
  });
});
