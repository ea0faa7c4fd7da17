import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_IDS } from '../../src/index.js';
import { ALLOWANCE } from '../../src/document/allowance.js';

const PAGE = readFileSync(join(__dirname, '../../../../docs/findings.md'), 'utf8');
const [, LIST] = PAGE.split('<!-- findings -->');
const [, ...SECTIONS] = LIST.split(/^## /m);

describe('docs/findings.md', () => {
  it('has a section for each kind of finding, and for nothing else', () => {
    expect(SECTIONS.map((section) => section.split('\n')[0]).sort()).toEqual(
      [...FINDING_IDS].sort(),
    );
  });

  it.each(SECTIONS.map((section) => [section.split('\n')[0], section]))(
    'says of %s what it means, when it is wrong, what to do, and how to silence it',
    (id, section) => {
      const parts = [...section.matchAll(/^\*\*(.*?)\.\*\*/gm)].map(([, part]) => part);
      expect(parts).toEqual([
        'What it means',
        'When it is wrong',
        'What to do',
        'How to silence it',
      ]);
      expect(ALLOWANCE.exec(section)?.[1].trim()).toBe(id);
      expect(section).toContain(`--ignore-finding ${id}`);
    },
  );

  it('has an example of a hint that is one', () => {
    const [example] = /^\/\/ coroscope.*$/m.exec(PAGE)!;
    expect(ALLOWANCE.exec(example)?.[1].trim()).toBe('await-in-loop');
  });
});
