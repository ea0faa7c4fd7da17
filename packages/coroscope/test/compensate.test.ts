import { coroscope, run, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = {
  'main.mjs': `
    function step(i) { return [i].join(); }
    for (let i = 0; i < 3; i++) step(i);
  `,
};

describe('--compensate', () => {
  it('takes the probes off what was measured', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    const args = ['report', 'a.json', '--compensate', '--raw'];
    const end = await coroscope(node, args, { directory });
    expect(end.stdout).toContain('raw on stack');
    expect(end.stdout).toContain('Compensated: ');
  });

  it('is refused where they were not measured, with the name of the file', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    const strip = `
      const { readFileSync, writeFileSync } = require('node:fs');
      const profile = JSON.parse(readFileSync('a.json', 'utf8'));
      for (const thread of profile.threads) delete thread.probeCosts;
      writeFileSync('b.json', JSON.stringify(profile));
    `;
    await run(node, ['-e', strip], { directory });
    const end = await coroscope(node, ['report', 'b.json', '--compensate'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toBe(
      'coroscope: b.json: does not say what its probes cost; profile the program again\n',
    );
  });
});
