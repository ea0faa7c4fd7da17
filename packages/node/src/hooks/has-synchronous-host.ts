import Module from 'node:module';

/** The first minor versions whose hooks may leave a CommonJS file to its own loader. */
const LEAVES_COMMONJS_FROM: Record<number, number> = { 22: 23, 24: 12 };

/**
 * Whether this Node has synchronous hooks that can be used. The first versions that have them refuse
 * a load hook's result without a source, so that no CommonJS file could run (nodejs/node#57327).
 * Only the version tells them apart: where they are fixed, trying it with a file that does not exist
 * aborts the process.
 */
export function hasSynchronousHost(): boolean {
  if (!('registerHooks' in Module)) return false;
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major >= 26 || minor >= (LEAVES_COMMONJS_FROM[major] ?? Infinity);
}
