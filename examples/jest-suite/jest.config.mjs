import { withCoroscope } from '@coroscope/jest';

// `VERSION=fixed npx jest` runs the same tests on the second version, and those that keep it so.
const isFixed = process.env.VERSION === 'fixed';

export default withCoroscope({
  roots: ['<rootDir>/src'],
  testMatch: isFixed ? ['**/*.spec.ts'] : ['**/newsletter.spec.ts'],
  moduleNameMapper: isFixed ? { '^\\./newsletter$': './newsletter-fixed' } : {},
  transform: { '\\.ts$': '@swc/jest' },
});
