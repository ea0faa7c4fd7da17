import { PACKAGE } from './options.js';

/** The releases that are served, by tool: from one (inclusive) up to another (exclusive). */
const SUPPORTED = {
  Vite: { from: '7.0', below: '9.0', words: '7 and 8' },
  Rolldown: { from: '1.0', below: '2.0', words: '1' },
  Rollup: { from: '4.0', below: '5.0', words: '4' },
  webpack: { from: '5.0', below: '6.0', words: '5' },
  Rspack: { from: '2.0', below: '3.0', words: '2' },
  esbuild: { from: '0.25', below: '1.0', words: '0.25 and later' },
} as const;

/**
 * @param version as the tool gives it; undefined where it is too old to give one
 * @throws Error for a release that is older than those that are served
 */
export function checkVersion(
  tool: keyof typeof SUPPORTED,
  version: string | undefined,
  warn: (message: string) => void = console.warn,
): void {
  const { from, below, words } = SUPPORTED[tool];
  const told = `${PACKAGE} is for ${tool} ${words}`;
  if (version === undefined || isBefore(version, from)) {
    const found = version === undefined ? 'an older one' : version;
    throw new Error(`${told}, and this is ${found}: install a newer ${tool}`);
  }
  if (!isBefore(version, below)) {
    warn(`${told}, and this is ${version}: look for a newer ${PACKAGE} if something is wrong`);
  }
}

function isBefore(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
