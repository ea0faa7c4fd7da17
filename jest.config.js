/** Packages that are ES modules only, which Jest does not load on all versions of Node. */
const ES_MODULES = 'hyparquet(?:-writer)?';

const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
    ],
    [`/node_modules/${ES_MODULES}/.+\\.js$`]: [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@coroscope/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@coroscope/([a-z-]+)/([a-z-]+)$': '<rootDir>/packages/$1/src/$2.ts',
    '^coroscope$': '<rootDir>/packages/coroscope/src/index.ts',
  },
};

export default {
  ...shared,
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/examples/**/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/', '/fixtures/', '/.next/', '/.output/', '/hosts/[^/]+/build/'],
  // Jest would keep a core to itself; most tests wait for processes that they have started.
  maxWorkers: '100%',
  // Programs of the end-to-end tests start several Node processes on what may be a small machine.
  testTimeout: 60_000,
};
