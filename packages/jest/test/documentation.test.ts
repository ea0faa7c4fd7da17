import { matchers } from '@coroscope/testing';
import { Page, timelessLines } from '../../testing/test/support/page.js';
import { JestProject } from './support/jest-project.js';

const page = new Page('jest.md');
const [config, cart, test] = page.blocks('js') as [string, string, string];
const [report, failure] = page.blocks('text') as [string, string];
const [byHand] = page.blocks('json') as [string];

describe('docs/jest.md', () => {
  const project = new JestProject();
  afterAll(() => project.remove());
  const bin = `${project.directory}/node_modules/jest/bin/jest.js`;
  const jest = async (file: string, args: string[] = [], COROSCOPE = '') => {
    const end = await project.run([bin, '--config', file, ...args], { COROSCOPE });
    return { ...end, output: end.stdout + end.stderr };
  };

  beforeAll(() => {
    project.writeAll({ 'jest.config.mjs': config, 'cart.js': cart, 'cart.test.js': test });
  });

  it('has no block that is not checked here', () => {
    const counts = ['js', 'text', 'json', 'sh'].map((name) => page.blocks(name).length);
    expect(counts).toEqual([3, 2, 1, 2]);
    expect(page.blocks()).toHaveLength(8);
  });

  it('the line of the configuration: the tests pass, and the report is as shown', async () => {
    const { code, output } = await jest('jest.config.mjs', [], '1');
    expect(output).toMatch(/Tests: +2 passed/);
    expect(code).toBe(0);
    expect(timelessLines(output)).toEqual(
      expect.arrayContaining(timelessLines(report).map((line) => expect.stringContaining(line))),
    );
  });

  it('without the variable, matchers pass and say that nothing was measured', async () => {
    const { output } = await jest('jest.config.mjs');
    expect(output).toMatch(/Tests: +2 passed/);
    expect(output.split('nothing was measured')).toHaveLength(2);
    expect(output).not.toContain('Coroscope -');
  });

  it('what a matcher says that fails', async () => {
    project.write(
      'failing.test.js',
      `const { price, total } = require('./cart');
       test('fails', async () => { await total([1, 2, 3]); expect(price).toHaveBeenEntered(2); });`,
    );
    const { output } = await jest('jest.config.mjs', ['failing'], '1');
    expect(timelessLines(output)).toEqual(expect.arrayContaining(timelessLines(failure)));
  });

  it('the configuration by hand', async () => {
    project.write('by-hand.config.json', byHand);
    const { output } = await jest('by-hand.config.json', ['cart.test']);
    expect(output).toMatch(/Tests: +2 passed/);
    expect(output).toContain('Coroscope -');
  });

  it('lists every matcher', () => {
    expect(page.names()).toEqual(expect.arrayContaining(Object.keys(matchers)));
  });
});
