const { withCoroscope } = require('@coroscope/jest');

// `VERSION=fixed npx jest` runs the same tests on the second version, and those that keep it fixed.
const isFixed = process.env.VERSION === 'fixed';

module.exports = withCoroscope({
  rootDir: __dirname,
  roots: ['<rootDir>/src'],
  testMatch: isFixed ? ['**/*.spec.ts'] : ['**/newsletter.spec.ts'],
  moduleNameMapper: isFixed ? { '^\\./newsletter$': './newsletter-fixed' } : {},
  transform: { '\\.ts$': '@swc/jest' },
});
