import { parse } from 'yaml';

/** What a test says of itself; test262's INTERPRETING.md defines it. */
export interface FrontMatter {
  flags: readonly Flag[];
  /** Files of `harness/` to be evaluated first. */
  includes: readonly string[];
  /** The error that the test is to end with. */
  negative?: { phase: 'parse' | 'resolution' | 'runtime'; type: string };
}

export type Flag =
  | 'onlyStrict'
  | 'noStrict'
  | 'module'
  | 'raw'
  | 'async'
  | 'generated'
  | 'CanBlockIsFalse'
  | 'CanBlockIsTrue'
  | 'non-deterministic';

export function readFrontMatter(source: string): FrontMatter {
  const yaml = /\/\*---([^]*?)---\*\//.exec(source)?.[1] ?? '';
  // Some tests are about line terminators and end their lines with a lone CR.
  const fields = parse(yaml.replace(/\r\n?/g, '\n')) as Partial<FrontMatter> | null;
  return { flags: [], includes: [], ...fields };
}
