// How long it takes until a program has started and ended that does nothing, and one of many files of TypeScript.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { transformSync } from 'esbuild';
import { COMMAND } from '../measured.mjs';
import { ratio, runInTurn, spread } from '../processes.mjs';
import { table } from '../transform/tables.mjs';

/** Prints the milliseconds from the start of the process that runs the program. */
const FIRST_STATEMENT = 'console.log(performance.now());\n';

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '15' },
      files: { type: 'string', default: '1000' },
      node: { type: 'string', default: process.execPath },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const files = values.short ? 3 : Number(values.files);
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  try {
    mkdirSync(join(directory, 'node_modules'));
    writeFileSync(join(directory, 'hi.mjs'), FIRST_STATEMENT);
    compare('A program of one line', 'hi.mjs', 'hi.mjs', values.node, directory, rounds);
    writeProgram(directory, files);
    const title = `${files} files of TypeScript (bare: compiled before)`;
    compare(title, 'bare/main.mjs', 'typescript/main.mts', values.node, directory, rounds);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function compare(title, bare, program, node, directory, rounds) {
  const cache = join(directory, 'node_modules/.cache');
  const forget = () => rmSync(cache, { recursive: true, force: true });
  const register = import.meta.resolve('coroscope/register');
  const contenders = [
    { name: 'bare', command: [node, bare] },
    { name: '--cpu-prof', command: [node, '--cpu-prof', '--cpu-prof-dir', cache, bare] },
    { name: 'tsx', command: [node, '--import', import.meta.resolve('tsx'), program] },
    { name: 'coroscope/register', command: [node, '--import', register, program] },
    {
      name: 'coroscope run, nothing kept',
      command: [node, COMMAND, 'run', program],
      prepare: forget,
    },
    { name: 'coroscope run', command: [node, COMMAND, 'run', program] },
  ];
  const firstStatements = new Map(contenders.map(({ name }) => [name, []]));
  const times = runInTurn(contenders, rounds, { cwd: directory }, (elapsed, stdout, name) => {
    // A report may follow.
    firstStatements.get(name).push(parseFloat(stdout));
    return elapsed;
  });
  for (const values of firstStatements.values()) values.sort((a, b) => a - b);
  console.log(`${title}: milliseconds, medians of ${rounds} rounds and the middle half\n`);
  printTimes('whole process', times);
  printTimes("the program's process, until its first statement", firstStatements);
}

function printTimes(heading, times) {
  const of = (name) => times.get(name);
  const rows = [...times.keys()].map((name) => [
    name,
    spread(of(name)),
    ratio(of(name), of('bare')),
    ratio(of(name), of('tsx')),
  ]);
  console.log(table(['', heading, 'to bare', 'to tsx'], rows));
}

/** Writes a program of so many files in TypeScript, and what they are compiled to. */
function writeProgram(directory, count) {
  const write = (name, text) => {
    writeFileSync(join(directory, 'typescript', `${name}.mts`), text);
    const bare = transformSync(text, { loader: 'ts', format: 'esm' }).code.replaceAll(
      '.mts"',
      '.mjs"',
    );
    writeFileSync(join(directory, 'bare', `${name}.mjs`), bare);
  };
  for (const folder of ['typescript', 'bare']) mkdirSync(join(directory, folder));
  const names = Array.from({ length: count }, (_, index) => `module${index}`);
  for (const name of names) write(name, moduleText(name));
  const imports = names.map((name) => `import { ${name} } from "./${name}.mts";`);
  const main = `${FIRST_STATEMENT}console.log([${names.join(', ')}].length);\n`;
  write('main', `${imports.join('\n')}\n${main}`);
}

const moduleText = (name) => `
interface Item { id: number; tags: string[]; price?: number }
export class ${name} {
  #items: Item[] = [];
  constructor(private readonly limit: number) {}
  add(item: Item): this {
    if (this.#items.length < this.limit) this.#items.push(item);
    return this;
  }
  async total(of: (item: Item) => Promise<number>): Promise<number> {
    let sum = 0;
    for (const item of this.#items) sum += await of(item);
    return sum;
  }
  *tagged(tag: string): Generator<Item> {
    for (const item of this.#items) if (item.tags.includes(tag)) yield item;
  }
}
export const parse = (text: string): Item[] => text.split(',').map((id) => ({ id: Number(id), tags: [] }));
`;
