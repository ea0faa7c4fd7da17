import { functionTable, readProfile } from '@coroscope/profile';
import { join } from 'node:path';
import { Project } from './support/project.js';

const root = join(__dirname, '../../..');

const project = new Project(['mocha']);
project.link('coroscope', join(root, 'packages/coroscope'));
afterAll(() => project.remove());

const CART = `
export async function load(id: number): Promise<number> {
  await null;
  return id;
}
export async function total(...ids: number[]): Promise<number> {
  let sum = 0;
  for (const id of ids) sum += await load(id);
  return sum;
}
export const hang = async (): Promise<void> => {
  await new Promise(() => {});
};
`;

/** The body of each test, by its title; those that are to fail have the message in the title. */
const BODIES = `
  it('counts since the test began', async () => {
    await total(1, 2);
    assertEntered(load, 2);
    assertEntered(total);
    assertEnteredAtMost('total', 1);
    assertSuspended(total, 2);
    assertSuspendedAtMost(load, 2);
    assertAwaitedInSequenceAtMost(total, 1);
    assertSettled(total);
  });
  it('counts from zero again', async () => {
    assertEntered(load, 0);
  });
  it('measures callbacks, and gives what they give', async () => {
    assert.equal(await assertEnters(() => total(1, 2), load, 2), 3);
    await assertEntersAtMost(() => total(1, 2), 'load', 2);
    await assertSuspends(() => total(1, 2), 4);
    await assertSuspendsAtMost(() => total(1, 2), 2, total);
    await assertAwaitsInSequenceAtMost(() => total(1, 2), 1);
    await assertSettles(() => total(1));
    await assert.rejects(assertSettles(() => Promise.reject(new Error('declined'))), /declined/);
  });
  it('throws what a runner shows', async () => {
    await total(1, 2, 3);
    assert.throws(() => assertEntered(load, 2), (error) => {
      assert.equal(error.name, 'AssertionError');
      assert.deepEqual([error.operator, error.actual, error.expected], ['assertEntered', 3, '2 times']);
      assert.match(error.message, /^expected load \\(cart\\.ts:2\\) to be entered 2 times in this test\\n/);
      assert.match(error.message, /  3 by total \\(cart\\.ts:6\\)/);
      return true;
    });
    await assert.rejects(assertSettles(() => void hang()), /it left 1 unsettled:\\n  1 at cart.ts:12:3 in hang/);
  });
`;

const ASSERTIONS =
  'assertEntered, assertEnteredAtMost, assertSuspended, assertSuspendedAtMost, assertAwaitedInSequenceAtMost, assertSettled, ' +
  'assertEnters, assertEntersAtMost, assertSuspends, assertSuspendsAtMost, assertAwaitsInSequenceAtMost, assertSettles';

beforeAll(() => {
  project.writeAll({
    'package.json': '{ "type": "module" }',
    'cart.ts': CART,
    'node/cart.test.mjs': `
      import assert from 'node:assert/strict';
      import { it } from 'node:test';
      import { ${ASSERTIONS} } from 'coroscope/assert';
      import { load, total, hang } from '../cart.ts';
      ${BODIES}`,
    'mocha/cart.spec.mjs': `
      import assert from 'node:assert/strict';
      import { ${ASSERTIONS} } from 'coroscope/assert';
      import { load, total, hang } from '../cart.ts';
      ${BODIES}`,
    'mocha-cjs/cart.spec.cjs': `
      const assert = require('node:assert/strict');
      const { assertEntered, assertSuspendsAtMost } = require('coroscope/assert');
      const load = async (id) => { await null; return id; };
      it('counts in CommonJS', async () => { await load(1); assertEntered(load, 1); });
      it('measures in CommonJS', async () => { assert.equal(await assertSuspendsAtMost(() => load(1), 1), 1); });`,
  });
});

const mocha = join(root, 'node_modules/mocha/bin/mocha.js');

describe('assertions', () => {
  it('under node:test', async () => {
    const { code, stdout, stderr } = await project.run([
      '--import',
      'coroscope/test',
      '--test',
      'node/cart.test.mjs',
    ]);
    expect(stdout + stderr).toMatch(/# pass 4|ℹ pass 4/);
    expect(code).toBe(0);
  });

  it('under node:test, with the figures of every file in one profile', async () => {
    const names = ['a', 'b', 'c'];
    for (const name of names) {
      project.write(
        `node-files/${name}.test.mjs`,
        `import { it } from 'node:test';
         async function load_${name}() { await null; }
         it('loads', async () => { await load_${name}(); await load_${name}(); });`,
      );
    }
    const files = names.map((name) => join('node-files', `${name}.test.mjs`));
    const environment = { COROSCOPE_OPTIONS: '{"out":"tests.json"}' };
    // The second run replaces what the first has saved.
    for (const run of ['first', 'second']) {
      const command = ['--import', 'coroscope/test', '--test', ...files];
      const { code, stdout, stderr } = await project.run(command, environment);
      expect(code).toBe(0);
      expect((stdout + stderr).match(/profile saved/g)).toHaveLength(1);
      const profile = readProfile(project.read('tests.json'), run);
      const calls = functionTable(profile).filter(({ name }) => name.startsWith('load_'));
      expect(calls.map(({ name, calls }) => [name, calls]).sort()).toEqual(
        names.map((name) => [`load_${name}`, 2]),
      );
      expect(profile.threads.map(({ name }) => name).sort()).toEqual(files);
    }
  });

  it.each([
    ['ES modules', ['mocha/*.mjs'], 4],
    ['CommonJS', ['mocha-cjs/*.cjs'], 2],
    ['parallel workers', ['--parallel', 'mocha/*.mjs', 'mocha-cjs/*.cjs'], 6],
  ])('under Mocha, with %s', async (_name, args, passing) => {
    const { code, stdout, stderr } = await project.run([
      '--import',
      'coroscope/test',
      mocha,
      '--require',
      'coroscope/assert',
      ...args,
    ]);
    expect(stdout + stderr).toContain(`${passing} passing`);
    expect(code).toBe(0);
  });

  it('say what is missing where they can not count', async () => {
    project.write(
      'bare.mjs',
      `import { assertEntered, assertSettles } from 'coroscope/assert';
       for (const call of [() => assertEntered('f'), () => assertSettles(() => {})])
         try { await call(); } catch (error) { console.log(error.message); }`,
    );
    const bare = await project.run(['bare.mjs']);
    expect(bare.stdout.match(/the profiler is not running/g)).toHaveLength(2);
    const outside = await project.run(['--import', 'coroscope/test', 'bare.mjs']);
    expect(outside.stdout).toContain('no test is running');
  });
});
