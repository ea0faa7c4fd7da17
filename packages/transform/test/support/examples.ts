import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface VisitorExample {
  /** The function whose documentation has the example. */
  visitor: string;
  before: string;
  /** The emitted code: none where it is said in words, several where it depends on the function. */
  after: string[];
}

const DOCUMENTED = /\/\*\*((?:(?!\*\/).|\*\\\/)*)\*\/\n(?:export )?(?:function|const) (\w+)/gs;

/** The `@example`s of the functions in a directory. */
export function visitorExamples(directory: string): VisitorExample[] {
  return readdirSync(directory).flatMap((file) => {
    const source = readFileSync(join(directory, file), 'utf8');
    return [...source.matchAll(DOCUMENTED)].flatMap(([, comment, visitor]) => {
      const [, ...examples] = comment!.replace(/^ *\* ?/gm, '').split('@example\n');
      return examples.map((example) => {
        const [before, ...after] = example.split(/^\/\/ (?:becomes|and in).*\n/m);
        return { visitor: visitor!, before: before!, after };
      });
    });
  });
}
