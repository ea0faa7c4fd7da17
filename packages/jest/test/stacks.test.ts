import { join } from 'node:path';
import { failingModule, positionsIn } from '../../conformance/test/support/failing-program.js';
import { JestProject } from './support/jest-project.js';

const project = new JestProject();
afterAll(() => project.remove());

const EXTENSIONS = ['js', 'ts', 'tsx'];
const FILES = '\\.[jt]sx?$';
const BABEL = {
  presets: [
    ['@babel/preset-env', { targets: { node: 'current' } }],
    '@babel/preset-typescript',
    [require.resolve('@babel/preset-react'), { pragma: 'h', runtime: 'classic' }],
  ],
};
const SWC = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { pragma: 'h' } },
  },
};
const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'commonjs',
    jsx: 'react',
    jsxFactory: 'h',
    allowJs: true,
  },
};

/** Named after its transformer, each writes the stacks that its modules give. */
const CONFIG = {
  projects: [
    { displayName: 'babel-jest', transform: { [FILES]: ['babel-jest', BABEL] } },
    { displayName: 'swc', transform: { [FILES]: ['@swc/jest', SWC] } },
    {
      displayName: 'ts-jest',
      transform: { [FILES]: ['ts-jest', { isolatedModules: true, diagnostics: false }] },
    },
  ].map((one) => ({ ...one, globals: { PROJECT: one.displayName } })),
};
const TEST = `
  const { writeFileSync } = require('node:fs');
  it('fails', async () => {
    const stacks = {};
    for (const name of ${JSON.stringify(EXTENSIONS)}) {
      stacks[name] = await require('../src/' + name + '/failing.' + name).run();
    }
    writeFileSync(process.env.STACKS + PROJECT + '.json', JSON.stringify(stacks));
  }, 60_000);
`;

it('errors have the lines and columns that they have bare, through each transformer', async () => {
  project.writeAll({
    ...Object.fromEntries(
      EXTENSIONS.map((name) => [`src/${name}/failing.${name}`, failingModule(name)]),
    ),
    'test/failing.test.js': TEST,
    'tsconfig.json': JSON.stringify(TSCONFIG),
    'bare.config.json': JSON.stringify(CONFIG),
  });
  const { figures, code, output } = await project.jest(CONFIG, {
    environment: { STACKS: 'with-' },
  });
  expect(code === 0 || output).toBe(true);
  expect(
    figures.some(({ profile }) => profile.functions.some(({ name }) => name === 'later')),
  ).toBe(true);
  const bin = join(project.directory, 'node_modules/jest/bin/jest.js');
  const cache = join(project.directory, 'bare-cache');
  const end = await project.run([bin, '--config', 'bare.config.json', '--cacheDirectory', cache], {
    STACKS: 'bare-',
  });
  expect(end.code === 0 || end.stderr).toBe(true);
  for (const { displayName } of CONFIG.projects) {
    const stacksOf = (kind: string) =>
      JSON.parse(project.read(`${kind}-${displayName}.json`)) as Record<string, string[]>;
    const [bare, instrumented] = [stacksOf('bare'), stacksOf('with')];
    for (const name of EXTENSIONS) {
      expect({ displayName, name, positions: positionsIn(instrumented[name]!) }).toEqual({
        displayName,
        name,
        positions: positionsIn(bare[name]!),
      });
    }
  }
});
