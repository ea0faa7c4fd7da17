import { join } from 'node:path';
import { profile, rowOf, writeFiles } from '../../../packages/coroscope/test/support/command.js';

const script = join(__dirname, '../main.ts');

const files = {
  'a.txt': 'apple',
  'b/apple.txt': 'apple',
  'b/grape.txt': 'grape',
  'b/c/pear.txt': 'pear',
  'b/c/kiwi.txt': 'kiwi',
  'd/pear.txt': 'pear',
  'banana.txt': 'banana',
};
const output = `a.txt
  = b/apple.txt
b/c/pear.txt
  = d/pear.txt
2 files have copies
`;

it('waits for each of the seven files in turn', async () => {
  const end = await profile(process.execPath, [script, '.'], { directory: writeFiles(files) });
  expect(end).toMatchObject({ code: 0, stdout: output, stderr: '' });
  expect(rowOf(end.profile, 'findDuplicates')).toMatchObject({ calls: 1, suspensions: 1 + 7 });
  expect(rowOf(end.profile, 'hashOf')).toMatchObject({ calls: 7, peak: 1 });
});

it('reads only those of one size, all at once, in the second version', async () => {
  const directory = writeFiles(files);
  const end = await profile(process.execPath, [script, '--fixed', '.'], { directory });
  expect(end).toMatchObject({ code: 0, stdout: output, stderr: '' });
  expect(rowOf(end.profile, 'findDuplicates')).toMatchObject({ calls: 1, suspensions: 3 });
  expect(rowOf(end.profile, 'sizeOf')).toMatchObject({ calls: 7, peak: 7 });
  expect(rowOf(end.profile, 'hashOf')).toMatchObject({ calls: 6, peak: 6 });
});
