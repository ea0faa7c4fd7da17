import { join } from 'node:path';
import { activities } from '@coroscope/profile';
import { callsOf, figuresOf, JestProject, rowsOf, type JestEnd } from './support/jest-project.js';

const project = new JestProject();
afterAll(() => project.remove());

beforeAll(() => {
  project.writeAll({
    'src/load.js': `
      exports.load = async function load(id) { await null; return id; };
      exports.hang = async function hang() { await new Promise(() => {}); };`,
    'src/cart.js': `
      const { load } = require('./load');
      let loaded = 0;
      exports.total = async function total(...ids) { for (const id of ids) loaded += await load(id); return loaded; };`,
    'test/registries.test.js': `
      beforeEach(() => jest.resetModules());
      const fresh = (...ids) => require('../src/cart').total(...ids);
      test('first registry', async () => { expect(await fresh(1, 2)).toBe(3); });
      test('second registry', async () => { expect(await fresh(1)).toBe(1); expect('total').toHaveBeenEntered(1); });
      test('isolated', async () => {
        let isolated;
        jest.isolateModules(() => { isolated = require('../src/cart'); });
        expect(await isolated.total(5)).toBe(5);
        expect(isolated.total).toHaveBeenEntered(1);
        expect(await fresh(1)).toBe(1);
        expect(isolated.total).toHaveBeenEntered(2);
      });`,
    'test/globals.test.js': `
      const { total } = require('../src/cart');
      test('deleted', async () => {
        for (const name of Object.getOwnPropertyNames(globalThis)) {
          if (name.startsWith('__')) Reflect.deleteProperty(globalThis, name);
        }
        expect(await total(1)).toBe(1);
      });
      test('replaced', async () => {
        Reflect.set(globalThis, '__coroscope__', undefined);
        expect(await total(1)).toBe(2);
        expect('total').toHaveBeenEntered(1);
      });`,
    'test/mocks.test.js': `
      const { total } = require('../src/cart');
      const { load } = require('../src/load');
      jest.mock('../src/load', () => {
        const ten = () => tens() * 10;
        const tens = () => 1;
        return { load: jest.fn(async () => ten()) };
      });
      test('mocked', async () => {
        expect(await total(1)).toBe(10);
        expect(load).toHaveBeenCalledWith(1);
      });
      test('spied', async () => {
        const real = jest.requireActual('../src/load');
        const spy = jest.spyOn(real, 'load');
        await real.load(1);
        expect(spy).toHaveBeenCalledTimes(1);
        expect('load').toHaveBeenEntered(1);
      });`,
    'test/kinds.test.js': `
      const { load, hang } = require('../src/load');
      let attempts = 0;
      jest.retryTimes(2);
      test('tried again', async () => { for (let i = 0; i <= attempts; i++) await load(i); expect(++attempts).toBe(2); });
      test.skip('skipped', () => load());
      test.todo('to do');
      test.failing('failing', async () => { await load(); throw new Error('as it should'); });
      test.each([1, 2])('each %i', async (times) => { for (let i = 0; i < times; i++) await load(i); });
      test('by callback', (done) => { load(1).then(() => done()); });
      test('fake timers', async () => {
        jest.useFakeTimers({ now: 0 });
        await load();
        jest.advanceTimersByTime(1e6);
        jest.useRealTimers();
      });
      test('left hanging', () => { hang(); });
      test('after it', async () => { await load(); });
      test('namesake', async () => { await load(); });
      test('namesake', async () => { await load(); await load(); });`,
    'test/hooks.test.js': `
      const { load } = require('../src/load');
      beforeAll(() => load());
      beforeEach(() => load());
      afterEach(async () => { await load(); await load(); });
      afterAll(() => load());
      describe('outer', () => { describe('inner', () => { test('hooks count', () => load()); }); });`,
  });
});

describe('figures of each test and file, from two workers', () => {
  let end: JestEnd;
  beforeAll(async () => {
    end = await project.jest({ transform: { '\\.js$': '@swc/jest' } }, { arguments: ['-w', '2'] });
  });
  const calls = (name: string) => callsOf(figuresOf(end.figures, name));

  it('lets the tests be as they are', () => {
    expect(end.output).toMatch(/Tests: +1 skipped, 1 todo, 18 passed, 20 total/);
    expect(end.code).toBe(0);
  });

  it('is right across module registries', () => {
    expect(calls('first registry')).toEqual({ total: 1, load: 2 });
    expect(calls('second registry')).toEqual({ total: 1, load: 1 });
    expect(calls('isolated')).toEqual({ total: 2, load: 2 });
    expect(calls('registries.test.js')).toEqual({ total: 4, load: 5 });
  });

  it('leaves factories of mocks alone, and counts the real thing behind a spy', () => {
    expect(calls('mocked')).toEqual({ total: 1 });
    const { profile } = figuresOf(end.figures, 'mocks.test.js');
    const names = profile.functions.map(({ name }) => name);
    expect(names.filter((name) => /ten/.test(name))).toEqual([]);
    expect(calls('spied')).toEqual({ load: 1 });
  });

  it.each([
    ['tried again', 2],
    ['failing', 1],
    ['each 1', 1],
    ['each 2', 2],
    ['by callback', 1],
    ['fake timers', 1],
    ['after it', 1],
  ])('%s: %i calls', (name, expected) => {
    expect(calls(name).load).toBe(expected);
  });

  it('reaches the probes whatever becomes of globals', () => {
    expect(calls('globals.test.js')).toEqual({ total: 2, load: 2 });
  });

  it('has none for what did not run', () => {
    const titles = end.figures.map((test) => test.titles.join());
    expect(titles).not.toContain('skipped');
    expect(titles).not.toContain('to do');
  });

  it('is not misled by fake timers', () => {
    expect(figuresOf(end.figures, 'fake timers').profile.elapsed).toBeLessThan(100_000);
  });

  it('counts hooks around each test as the test, and those around all as the file', () => {
    expect(calls('outer inner hooks count')).toEqual({ load: 4 });
    expect(figuresOf(end.figures, 'outer inner hooks count').titles).toEqual([
      'outer',
      'inner',
      'hooks count',
    ]);
    expect(calls('hooks.test.js')).toEqual({ load: 6 });
  });

  it('tells what a test has left unsettled, of the test alone', () => {
    const unsettled = (name: string) => {
      const { profile } = figuresOf(end.figures, name);
      return activities(profile).reduce((sum, row) => sum + row.unsettled, 0);
    };
    expect(unsettled('left hanging')).toBe(1);
    expect(unsettled('after it')).toBe(0);
  });
});

it('reports, the slowest first, with the lines of the source', async () => {
  project.writeAll({
    'src/slow.js': `
exports.query = async function query() {
  await new Promise((done) => setTimeout(done, 20));
};
exports.totals = async function totals() {
  for (let i = 0; i < 3; i++) {
    await exports.query();
  }
};
exports.mail = async function mail() {
  await new Promise(() => {});
};`,
    'report/slow.test.js': `
      const { totals, mail } = require('../src/slow');
      test('quick', () => {});
      test('slow', async () => { mail(); await totals(); });`,
  });
  const { output } = await project.jest({
    transform: { '\\.js$': '@swc/jest' },
    testMatch: ['**/report/*.test.js'],
  });
  const report = output.slice(output.indexOf('Coroscope'));
  expect(report).toMatch(/^ {2}slow {2}report\/slow\.test\.js .*^ {2}quick {2}report/ms);
  expect(report).toMatch(/3 +\S+ ms +query {2}src\/slow\.js:3:3\n +3 \| await new Promise/);
  expect(report.replaceAll(/\s+/g, ' ')).toContain(
    'An await in a loop of totals at src/slow.js:7 waited 3 times',
  );
  expect(report.replaceAll(/\s+/g, ' ')).toContain(
    '1 call of mail never went on from src/slow.js:11',
  );
});

describe('ES modules', () => {
  it('counts across imports, mocked modules and a top-level await', async () => {
    project.writeAll({
      'esm/package.json': '{ "type": "module" }',
      'esm/load.js': 'export async function load(id) { await null; return id; }',
      'esm/cart.js': `
        import { load } from './load.js';
        export const first = await load(1);
        export async function total(...ids) { let sum = 0; for (const id of ids) sum += await load(id); return sum; }`,
      'esm/cart.test.js': `
        import { jest } from '@jest/globals';
        import { first, total } from './cart.js';
        test('modules', async () => {
          expect(first + (await total(1, 2))).toBe(4);
          await expect(() => total(1, 2)).toSuspendAtMost(4);
          await expect(() => total(1, 2)).toEnter('load', 2);
        });
        test('mocked module', async () => {
          jest.resetModules();
          jest.unstable_mockModule('./load.js', () => ({ load: async () => 10 }));
          const fresh = await import('./cart.js');
          expect(await fresh.total(1)).toBe(10);
        });`,
    });
    const { output, figures } = await project.jest(
      { roots: ['<rootDir>/esm'], transform: {} },
      { environment: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } },
    );
    expect(output).toMatch(/Tests: +2 passed/);
    expect(callsOf(figuresOf(figures, 'modules'))).toEqual({ total: 3, load: 6 });
    expect(callsOf(figuresOf(figures, 'mocked module'))).toEqual({ total: 1 });
    expect(callsOf(figuresOf(figures, 'cart.test.js')).load).toBe(7);
  });
});

it('works with what runs outside of tests, and with coverage', async () => {
  project.writeAll({
    'setup/global.js': `
      const { load } = require('../src/load');
      module.exports = async () => { await load(1); };`,
    'setup/own.js': 'globalThis.own = (() => [1].map((x) => x))();',
    'setup/cover.test.js': `
      const { total } = require('../src/cart');
      test('covered', async () => { expect(await total(...own)).toBe(1); });`,
  });
  const config = {
    transform: { '\\.js$': 'babel-jest' },
    testMatch: ['**/setup/*.test.js'],
    globalSetup: './setup/global.js',
    setupFiles: ['./setup/own.js'],
    collectCoverage: true,
    coverageReporters: ['text'],
  };
  const { stdout, figures } = await project.jest(config);
  expect(callsOf(figuresOf(figures, 'covered'))).toMatchObject({ total: 1, load: 1 });
  project.write('bare.config.json', JSON.stringify(config));
  const bin = join(project.directory, 'node_modules/jest/bin/jest.js');
  const without = await project.run([bin, '--config', 'bare.config.json']);
  const table = (text: string) => text.split('\n').filter((line) => line.includes(' | '));
  expect(table(stdout)).toEqual(table(without.stdout));
  expect(table(stdout).join()).toMatch(/load\.js/);
});

it('keeps concurrent tests apart', async () => {
  project.writeAll({
    'concurrent/both.test.js': `
      const { load } = require('../src/load');
      const later = () => new Promise((done) => setTimeout(done, 5));
      test.concurrent('one', async () => { await load(1); await later(); expect(load).toHaveBeenEntered(1); });
      test.concurrent('two', async () => { await later(); await load(1); await load(2); expect(load).toHaveBeenEntered(2); });
      test.concurrent.each([3, 4])('%i times', async (times) => { for (let i = 0; i < times; i++) { await load(i); await later(); } });
      test('alone', async () => { await load(1); });`,
  });
  const { figures, output } = await project.jest({
    transform: { '\\.js$': '@swc/jest' },
    testMatch: ['**/concurrent/*.test.js'],
  });
  expect(output).toMatch(/Tests: +5 passed/);
  const calls = ['one', 'two', '3 times', '4 times', 'alone'].map(
    (name) => rowsOf(figuresOf(figures, name)).load!.calls,
  );
  expect(calls).toEqual([1, 2, 3, 4, 1]);
});

it('lets what a test has left running go on after the test file', async () => {
  project.writeAll({
    'late/a.test.js': `
      const { load } = require('../src/load');
      const { writeSync } = require('fs');
      const later = async () => { writeSync(1, 'went on with ' + (await load(7))); };
      test('leaves a timer', () => { setTimeout(later, 30).unref(); });`,
    'late/b.test.js': `
      test('is there meanwhile', () => new Promise((done) => setTimeout(done, 200)));`,
  });
  const { output } = await project.jest(
    {
      transform: { '\\.js$': '@swc/jest' },
      testMatch: ['**/late/*.test.js'],
      testEnvironmentOptions: { globalsCleanup: 'on' },
    },
    { arguments: ['-i'] },
  );
  expect(output).toContain('went on with 7');
  expect(output).toMatch(/Tests: +2 passed/);
});
