import { readFileSync } from 'node:fs';

export interface Example {
  /** Of the file, from 1, where the code begins. */
  line: number;
  code: string;
  /** What follows it as plain text: what it prints. */
  output?: string;
}

/** The JavaScript in a page of the documentation. */
export function examplesOf(page: string): Example[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```js\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gms)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length + 1,
    code: match[1]!,
    output: match[2],
  }));
}
