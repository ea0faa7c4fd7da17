import { writeProfile } from '@coroscope/profile';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceExample } from '../../profile/test/reference-example.js';
import { command, run, temporaryDirectory } from './support/command.js';

const directory = temporaryDirectory();
for (const file of ['a.json', 'b.json']) {
  writeFileSync(join(directory, file), writeProfile(referenceExample()));
}

const shell = (words: string) =>
  run('sh', ['-c', `"${process.execPath}" "${command}" ${words}`], { directory });

const PRINTING = [
  'report a.json',
  'diff a.json b.json',
  'convert a.json --to collapsed',
  'merge a.json b.json',
];

it.each(['help', 'run --help', '--version', 'config', 'completion bash', ...PRINTING])(
  '%s ends quietly when nobody reads what it prints',
  async (args) => {
    // The reader has ended long before something is written.
    expect(await shell(`${args} | :`)).toMatchObject({ code: 0, stderr: '' });
  },
);

const FULL = '/dev/full';
const itWhereFull = existsSync(FULL)
  ? it
  : (name: string, _body: () => void) =>
      it.skip(`${name} (skipped: there is no ${FULL})`, () => {});

itWhereFull('says in a line that what it prints can not be written', async () => {
  for (const args of PRINTING) {
    expect(await shell(`${args} > ${FULL}`)).toMatchObject({
      code: 2,
      stderr:
        "coroscope: can't write what is printed (ENOSPC: no space left on device); send it elsewhere\n",
    });
  }
});
