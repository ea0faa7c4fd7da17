import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, writeFiles } from './support/command.js';

const MODULE = `import { setTimeout as sleep } from 'node:timers/promises';
enum Kind { Small = 1, Large }
async function work(kind: Kind): Promise<number> {
  await sleep(1);
  return kind;
}
work(Kind.Large).then(console.log);
`;
describe('docs/node.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/node.md'), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, text]) => text);

  it('begins with the line to add, and its commands do what it says', async () => {
    const directory = writeFiles({
      'app.ts': MODULE,
      'package.json': '{ "type": "module", "scripts": { "serve": "node app.ts" } }',
    });
    mkdirSync(join(directory, 'node_modules/.bin'), { recursive: true });
    const bin = join(directory, 'node_modules/.bin');
    symlinkSync(join(__dirname, '..'), join(directory, 'node_modules/coroscope'), 'dir');
    symlinkSync(join(__dirname, '../bin/coroscope.js'), join(bin, 'coroscope'));
    symlinkSync(
      join(require.resolve('tsx/package.json'), '..'),
      join(directory, 'node_modules/tsx'),
    );
    const environment = { PATH: [bin, process.env.PATH].join(delimiter) };
    const shell = (line: string) => run('sh', ['-c', line], { directory, environment });

    const [line, report, options, chained] = blocks;
    expect(page.split('\n').slice(2, 5).join('\n')).toBe(`\`\`\`sh\n${line}\`\`\``);
    expect(await shell(line)).toMatchObject({ code: 0, stdout: '2\n' });
    expect((await shell(report)).stdout).toMatch(/1 .* work {2}app\.ts:3/);
    expect((await shell(options)).stdout).toContain('2\n');
    const saved = JSON.parse(readFileSync(join(directory, 'cpu.json'), 'utf8'));
    expect(saved).toMatchObject({ clock: { kind: 'cpu' } });
    expect(saved.functions).toContainEqual(expect.objectContaining({ name: 'work' }));
    expect(await shell(chained)).toMatchObject({ code: 0, stdout: '2\n' });
  });
});
