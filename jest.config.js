const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@coroscope/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@coroscope/([a-z-]+)/([a-z-]+)$': '<rootDir>/packages/$1/src/$2.ts',
    '^coroscope$': '<rootDir>/packages/cli/src/index.ts',
  },
};

export default {
  ...shared,
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/examples/*/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/', '/fixtures/'],
  // Jest would keep a core to itself; most tests wait for processes that they have started.
  maxWorkers: '100%',
  // Programs of the end-to-end tests start several Node processes on what may be a small machine.
  testTimeout: 60_000,
};
