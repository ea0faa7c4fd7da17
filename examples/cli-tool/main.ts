// Lists the files of a directory that have the same content:
//   node main.ts [--fixed] <directory>
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { fixed: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const { findDuplicates } = await import(values.fixed ? './duplicates-fixed.ts' : './duplicates.ts');

const duplicates: string[][] = await findDuplicates(positionals[0] ?? '.');
for (const same of duplicates) console.log(same.join('\n  = '));
console.log(`${duplicates.length} files have copies`);
