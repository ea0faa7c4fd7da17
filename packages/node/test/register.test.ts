import { readProfile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calls, locations } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const REGISTER = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;
const TSX = pathToFileURL(require.resolve('tsx')).href;

const MODULE = `import { setTimeout as sleep } from 'node:timers/promises';
enum Kind { Small = 1, Large }
async function work(kind: Kind): Promise<number> {
  await sleep(1);
  return kind;
}
work(Kind.Large).then(console.log);
`;
const COMMONJS = MODULE.replace(/^import \{ setTimeout as sleep \} from (.*);/, (_, name) => {
  return `const { setTimeout: sleep } = require(${name});`;
});

describeOnEachNode('node --import @coroscope/node/register', (node) => {
  const profiled = async (hooks: string[], file: string, expected = { work: 1 }) => {
    const directory = writeFiles({
      'app.mts': MODULE,
      'app.cts': COMMONJS,
      'node_modules/.keep': '',
    });
    const imports = hooks.flatMap((hook) => ['--import', hook]);
    const end = await run(node, [...imports, file], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '2\n' });
    const profile = readProfile(
      readFileSync(join(directory, 'node_modules/.cache/coroscope/profile.json'), 'utf8'),
      'profile.json',
    );
    expect(calls(profile)).toEqual(expected);
    expect(locations(profile, directory).work).toBe(`${file}:3:1`);
  };

  it.each(['app.mts', 'app.cts'])('profiles %s', (file) => profiled([REGISTER], file));

  // Enums are for a compiler: with tsx in the chain it is the one to compile.
  it.each(['app.mts', 'app.cts'])('profiles what tsx compiles: %s', async (file) => {
    await profiled([REGISTER, TSX], file);
    // What tsx makes of the enum is a function, which is instrumented after it.
    await profiled([TSX, REGISTER], file, { work: 1, ...(file === 'app.mts' && { '<Kind>': 1 }) });
  });
});
