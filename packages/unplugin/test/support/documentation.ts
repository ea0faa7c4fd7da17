import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '../../../../docs');

/** A page of the documentation. */
export class Page {
  readonly text: string;

  constructor(name: string) {
    this.text = readFileSync(join(docs, name), 'utf8');
  }

  /** The code blocks in a language, in their order. */
  blocks(language: string): string[] {
    const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
    return [...this.text.matchAll(fence)].map(([, code]) => code!);
  }
}
