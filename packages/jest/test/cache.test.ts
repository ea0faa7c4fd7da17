import { JestProject } from './support/jest-project.js';

const project = new JestProject();
afterAll(() => project.remove());

/** The keys of a file under several options, and that of the inner transformer. */
const KEYS = `
  import jest from '@coroscope/jest';
  import babelJest from 'babel-jest';
  const given = { config: { rootDir: '/app', cwd: '/app' }, configString: '{}', cacheFS: new Map(), instrument: false, transformerConfig: {} };
  const key = async (options, more = {}) => (await jest.createTransformer(options)).getCacheKey('f();', '/app/f.js', { ...given, ...more });
  console.log(JSON.stringify(await Promise.all([
    key({}), key({}), key({ leaves: 'skip' }), key({ transformer: false }), key({}, { instrument: true }),
    key({ transformer: false }, { instrument: true }), key({ transformer: './keyless.cjs' }), key({ transformer: './keyless.cjs' }, { supportsStaticESM: true }),
    babelJest.createTransformer().getCacheKey('f();', '/app/f.js', given),
  ])));`;

it('keys change with what is instrumented, and with the key of the inner transformer', async () => {
  project.write('keyless.cjs', 'module.exports = { process: (code) => ({ code }) };');
  const { stdout, stderr } = await project.run(['--input-type=module', '-e', KEYS]);
  expect(stderr).toBe('');
  const [first, again, ...others] = JSON.parse(stdout) as string[];
  expect(again).toBe(first);
  expect(new Set([first, ...others]).size).toBe(1 + others.length);
});

it('a cached file gives the same figures', async () => {
  project.writeAll({
    'kept.test.js': `const load = async () => await null; test('it', async () => { await load(); expect(load).toHaveBeenEntered(1); });`,
  });
  for (const run of ['cold', 'warm']) {
    const { output } = await project.jest({ transform: {} });
    expect(`${run}: ${output}`).toMatch(/Tests: +1 passed/);
  }
});
