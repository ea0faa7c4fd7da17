import { readProfile } from '@coroscope/profile';
import { existsSync, readFileSync } from 'node:fs';
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

  it('loses no profile to a directory of the run that something is written into meanwhile', async () => {
    const directory = writeFiles({
      'app.mts': MODULE,
      'node_modules/.keep': '',
      'refuse.cjs': `const fs = require('node:fs');
        fs.rmSync = (path) => { throw new Error('Directory not empty: ' + path); };`,
    });
    const end = await run(node, ['--require', './refuse.cjs', '--import', REGISTER, 'app.mts'], {
      directory,
    });
    expect(end).toMatchObject({ code: 0, stdout: '2\n' });
    expect(end.stderr).toMatch(/^coroscope: profile saved;[^\n]*\n$/);
    expect(existsSync(join(directory, 'node_modules/.cache/coroscope/profile.json'))).toBe(true);
  });
});
