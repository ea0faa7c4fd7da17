import { join } from 'node:path';
import { Page, timelessLines } from '../../testing/test/support/page.js';
import { Project } from '../../testing/test/support/project.js';

const page = new Page('vitest.md');
const [config, cart, test] = page.blocks('js') as [string, string, string];
const [report] = page.blocks('text') as [string];

describe('docs/vitest.md', () => {
  const project = new Project(['vite', 'esbuild']);
  afterAll(() => project.remove());
  const vitest = async (COROSCOPE = '') => {
    const bin = join(project.directory, 'node_modules/vitest/vitest.mjs');
    const end = await project.run([bin, 'run'], { COROSCOPE });
    return { ...end, output: end.stdout + end.stderr };
  };

  beforeAll(() => {
    project.link('vitest', join(__dirname, '../node_modules/vitest-oldest'));
    project.install('runtime', 'esm');
    project.install('vitest', 'esm');
    project.writeAll({
      'package.json': '{ "type": "module" }',
      'vitest.config.js': config,
      'cart.js': cart,
      'cart.test.js': test,
    });
  });

  it('has no block that is not checked here', () => {
    const counts = ['js', 'text', 'sh'].map((name) => page.blocks(name).length);
    expect(counts).toEqual([3, 1, 2]);
    expect(page.blocks()).toHaveLength(6);
  });

  it('the line of the configuration: the tests pass, and the report is as shown', async () => {
    const { code, output } = await vitest('1');
    expect(output).toMatch(/Tests +2 passed/);
    expect(code).toBe(0);
    expect(timelessLines(output)).toEqual(
      expect.arrayContaining(timelessLines(report).map((line) => expect.stringContaining(line))),
    );
  });

  it('without the variable, matchers pass and say that nothing was measured', async () => {
    const { output } = await vitest();
    expect(output).toMatch(/Tests +2 passed/);
    expect(output.split('nothing was measured')).toHaveLength(2);
    expect(output).not.toContain('Coroscope -');
  });

  it('says which Vitest is too old', async () => {
    const old = new Project(['vite']);
    old.install('runtime', 'esm');
    old.install('vitest', 'esm');
    old.write('node_modules/vitest/package.json', '{ "version": "2.1.9" }');
    const { stdout } = await old.run([
      '--input-type=module',
      '-e',
      `import coroscope from '@coroscope/vitest';
       try { coroscope().at(-1).config({}); } catch (error) { console.log(error.message); }`,
    ]);
    old.remove();
    expect(stdout).toBe(
      '@coroscope/vitest supports Vitest 3.2 and later, but this is 2.1.9: install a newer Vitest\n',
    );
  });
});
