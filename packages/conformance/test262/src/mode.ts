import type { FrontMatter } from './front-matter.js';

/** How the text of a test is evaluated. */
export type Mode = 'sloppy' | 'strict' | 'module';

export function modesOf({ flags }: FrontMatter): Mode[] {
  if (flags.includes('module')) return ['module'];
  if (flags.includes('raw') || flags.includes('noStrict')) return ['sloppy'];
  if (flags.includes('onlyStrict')) return ['strict'];
  return ['sloppy', 'strict'];
}
