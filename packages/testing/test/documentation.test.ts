import { join } from 'node:path';
import { Page } from './support/page.js';
import { Project } from './support/project.js';

const root = join(__dirname, '../../..');
const page = new Page('node-test.md');
const [cart, test] = page.blocks('js') as [string, string];
const [, forNode, forMocha, withOptions] = page.blocks('sh') as [string, string, string, string];
const [failure] = page.blocks('text') as [string];

/** What the shell would make of a line of the page. */
function command(line: string): { args: string[]; environment: NodeJS.ProcessEnv } {
  const [, variable, value, rest] = /^(?:(\w+)='(.*)' )?(.*)\n$/.exec(line)!;
  const [program, ...args] = rest!.split(' ');
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  return {
    // Mocha hands what is Node's on to Node.
    args: program === 'mocha' ? [mocha, ...args] : args,
    environment: variable === undefined ? {} : { [variable]: value },
  };
}

describe('docs/node-test.md', () => {
  const project = new Project(['mocha']);
  afterAll(() => project.remove());
  const run = async (line: string, ...more: string[]) => {
    const { args, environment } = command(line);
    const end = await project.run([...args, ...more], environment);
    return { ...end, output: end.stdout + end.stderr };
  };

  beforeAll(() => {
    project.link('coroscope', join(root, 'packages/coroscope'));
    project.writeAll({
      'package.json': '{ "type": "module" }',
      'cart.js': cart,
      'cart.test.js': test,
      'mocha/cart.spec.mjs': test
        .replace(/^import.*node:test.*\n/m, '')
        .replace('./cart', '../cart'),
    });
  });

  it('has no block that is not checked here', () => {
    const counts = ['js', 'text', 'sh'].map((name) => page.blocks(name).length);
    expect(counts).toEqual([2, 1, 4]);
    expect(page.blocks()).toHaveLength(8);
  });

  it('the line for node:test, and the profile of the run', async () => {
    const { output, code } = await run(forNode);
    expect(output).toMatch(/pass 1\b/);
    expect(code).toBe(0);
    expect(project.read('node_modules/.cache/coroscope/profile.json')).toContain('"name":"total"');
  });

  it('the line for Mocha', async () => {
    const { output, code } = await run(forMocha, 'mocha/*.mjs');
    expect(output).toContain('1 passing');
    expect(code).toBe(0);
  });

  it('the configuration of Mocha', async () => {
    project.write('mocha/.mocharc.json', page.blocks('json')[0]!);
    const { output, code } = await run('mocha --config mocha/.mocharc.json mocha/cart.spec.mjs\n');
    expect(output).toContain('1 passing');
    expect(code).toBe(0);
  });

  it('the options', async () => {
    await run(withOptions);
    expect(project.read('tests.json')).toContain('"name":"total"');
  });

  it('what an assertion says that fails', async () => {
    project.write(
      'failing/failing.test.js',
      `import { it } from 'node:test';
       import { assertEntered } from 'coroscope/assert';
       import { price, total } from '../cart.js';
       it('fails', async () => {
         await total([1, 2, 3]);
         try { assertEntered(price, 2); } catch (error) { process.stdout.write(error.message + '\\n'); }
       });`,
    );
    const { args } = command(forNode);
    const end = await project.run([...args, 'failing/failing.test.js']);
    const told = end.stdout.replaceAll(/^# /gm, '');
    for (const line of failure.trimEnd().split('\n')) expect(told).toContain(line.trim());
  });

  it('lists every assertion', async () => {
    const { stdout } = await project.run([
      '--input-type=module',
      '-e',
      "console.log(Object.keys(await import('coroscope/assert')).filter((name) => name.startsWith('assert')).sort().join())",
    ]);
    expect(stdout.trim().split(',')).toEqual(page.names().sort());
  });
});
