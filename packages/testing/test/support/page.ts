import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of the documentation. */
export class Page {
  readonly #text: string;

  constructor(name: string) {
    this.#text = readFileSync(join(__dirname, '../../../../docs', name), 'utf8');
  }

  /** The code blocks in a language, in their order; of all languages unless one is given. */
  blocks(language = '\\w*'): string[] {
    const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
    return [...this.#text.matchAll(fence)].map(([, text]) => text!);
  }

  /** The names in the first column of the tables that hold code: `limit`, `toEnter(fn, times?)`. */
  names(): string[] {
    return [...this.#text.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name!);
  }
}

/** A line without what differs from run to run. */
export function timeless(line: string): string {
  return line
    .replaceAll(/[\d.,]+ (?:s|ms|us|µs)(?=\s|$)/g, 'TIME')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export function timelessLines(text: string): string[] {
  return text
    .split('\n')
    .map(timeless)
    .filter((line) => line !== '');
}
