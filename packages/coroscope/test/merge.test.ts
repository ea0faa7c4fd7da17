import { readProfile } from '@coroscope/profile';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = {
  'main.mjs': `
    async function alpha() { for (const _ of [1]) await null; }
    function main() { return alpha(); }
    await main();
  `,
};

/** A folder with the profiles of two runs. */
async function recorded(): Promise<string> {
  const directory = writeFiles(PROGRAM);
  for (const name of ['a.json', 'b.json']) {
    await coroscope(node, ['run', '--quiet', '--out', name, 'main.mjs'], { directory });
  }
  return directory;
}

const read = (directory: string, file: string) =>
  readProfile(readFileSync(join(directory, file), 'utf8'), file);

describe('coroscope merge', () => {
  it('adds runs up, in any order alike, or keeps their threads apart', async () => {
    const directory = await recorded();
    const end = await coroscope(node, ['merge', 'a.json', 'b.json', '-o', 'ab.json'], {
      directory,
    });
    expect(end).toMatchObject({
      code: 0,
      stdout: '',
      stderr:
        'coroscope: 2 profiles merged into ab.json; print it with: coroscope report ab.json\n',
    });
    const merged = read(directory, 'ab.json');
    expect(merged.runs).toBe(2);
    expect(merged.threads.map(({ name }) => name)).toEqual(['main']);
    const alpha = merged.functions.findIndex(({ name }) => name === 'alpha');
    const { contexts } = merged.threads[0];
    expect(contexts.calls[contexts.function.indexOf(alpha)]).toBe(2);

    const reversed = await coroscope(node, ['merge', '-'], {
      directory,
      input: 'b.json\na.json\n',
    });
    expect(reversed.stdout).toBe(readFileSync(join(directory, 'ab.json'), 'utf8'));

    // A folder stands for what is in it, wherever it is named.
    const input = `${directory}\n`;
    const folder = await coroscope(node, ['merge', '-'], { directory, input });
    const named = await coroscope(node, ['merge', 'a.json', 'b.json', 'ab.json'], { directory });
    expect(folder.stdout).toBe(named.stdout);

    const apart = ['merge', '--keep-threads', 'a.json', 'b.json', '-o', 'apart.json'];
    await coroscope(node, apart, { directory });
    expect(read(directory, 'apart.json').threads.map(({ name }) => name)).toEqual([
      'a main',
      'b main',
    ]);
  });

  it('names a damaged file, and writes nothing unless it may be skipped', async () => {
    const directory = await recorded();
    writeFileSync(join(directory, 'c.json'), '{"format":"coroscope-profile","vers');
    const args = ['merge', 'a.json', 'c.json', 'b.json', '-o', 'all.json'];
    const refused = await coroscope(node, args, { directory });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^coroscope: c\.json: is cut off; .*\n$/);
    expect(existsSync(join(directory, 'all.json'))).toBe(false);
    const skipped = await coroscope(node, [...args, '--skip-damaged'], { directory });
    expect(skipped.code).toBe(0);
    expect(skipped.stderr).toMatch(/skipped: c\.json: is cut off.*\n.*2 profiles merged/s);
    expect(read(directory, 'all.json').runs).toBe(2);
  });
});
