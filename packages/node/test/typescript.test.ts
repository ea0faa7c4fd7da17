import { calls, locations } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { fixtures } from './support/run.js';

describeOnEachNode('a launched program', (node) => {
  it('runs TypeScript, with the positions of the source', async () => {
    const end = await profile(node, ['ts/main.ts']);
    expect(end).toMatchObject({ code: 0, stdout: '13 m² 7\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({
      measure: 1,
      describe: 1,
      round: 1,
      isNegative: 1,
      'get Circle.area': 1,
    });
    expect(locations(end.profile, fixtures)).toMatchObject({
      measure: 'ts/main.ts:6:1',
      isNegative: 'ts/shapes.ts:23:1',
      'get Circle.area': 'ts/shapes.ts:18:3',
      round: 'ts/library/round.ts:1:8',
    });
  });

  it('runs TSX and JSX as they are, the way the tsconfig says', async () => {
    const end = await profile(node, ['tsx/main.tsx']);
    expect(end).toMatchObject({ code: 0, stdout: 'p: Hello, you\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ Greeting: 1, h: 3, render: 1 });
    expect(locations(end.profile, fixtures)).toMatchObject({
      Greeting: 'tsx/main.tsx:7:1',
      render: 'tsx/render.jsx:5:8',
    });
  });

  it('runs TypeScript that mixes both module systems', async () => {
    const end = await profile(node, ['mixed/main.cts']);
    expect(end).toMatchObject({
      code: 0,
      stdout: 'helped 1 typed 1 undefined true\nhelped 2!\n',
      stderr: expect.not.stringContaining('coroscope'),
    });
    expect(calls(end.profile)).toMatchObject({ help: 2, typed: 1, fromModule: 1, helpful: 1 });
  });

  it('leaves a module one that names what CommonJS has, and neither imports nor exports', async () => {
    const directory = writeFiles({
      'package.json': '{ "type": "module" }',
      'main.ts': `const kinds: string[] = [typeof module, typeof exports, typeof require];
console.log(...kinds, (() => kinds.map((kind) => kind.length))().length);
`,
    });
    const end = await profile(node, ['main.ts'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'undefined undefined undefined 3\n', stderr: '' });
  });

  it('has the positions of member accesses in stacks', async () => {
    const directory = writeFiles({
      'main.mts': `class Cart {
  get size(): number { throw new Error('no size'); }
  read = async (): Promise<number> => {
    return [
      await 1,
      (() => { return this; })(
      ).size,
    ][0] as number;
  };
}
try { await new Cart().read(); } catch (error) {
  console.log((error as Error).stack!.match(/main\\.mts:\\d+:\\d+/g)!.join(' '));
}
`,
    });
    const end = await profile(node, ['main.mts'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    // The error, the dot of the access to the getter, and the call in the last statement.
    expect(end.stdout).toMatch(/^main\.mts:2:30 main\.mts:7:8 main\.mts:11:\d+\n$/);
  });

  it.each([
    ['a function in a block', '(() => { function load() {} return load; })()'],
    ['a class', '(() => { class load {} return load; })()'],
    ['an async generator', '(() => { async function* load() {} return load; })()'],
    ['an arrow function', '(() => { const load = async () => 1; return load; })()'],
    ['a function expression', '(() => { const load = function () {}; return load; })()'],
  ])('keeps the name of %s where something outside has the same', async (_, expression) => {
    const directory = writeFiles({
      'main.mts': `const inner = ${expression};
const other = (() => { const load = 'no function'; return load; })();
console.log((inner as Function).name, other);
function load(): void {}
`,
    });
    const end = await profile(node, ['main.mts'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'load no function\n', stderr: '' });
  });

  it.each([true, false])(
    'keeps names of decorated classes (the older kind: %s)',
    async (isOlder) => {
      const directory = writeFiles({
        'tsconfig.json': JSON.stringify({ compilerOptions: { experimentalDecorators: isOlder } }),
        'main.mts': `
        const same = (value: any, _: unknown): any => (isOlder ? undefined : value);
        const isOlder = ${isOlder};
        @same class Whole { static me = Whole.name; static who() { return this.name; } }
        class Part { @same m() {} static me = Part.name; static who() { return Part.name; } }
        console.log(Whole.name, Whole.me, Whole.who(), Part.name, Part.me, Part.who());
      `,
      });
      const end = await profile(node, ['main.mts'], { directory });
      expect(end.stdout).toBe('Whole Whole Whole Part Part Part\n');
    },
  );

  it('runs decorators of the older kind where the tsconfig asks for them', async () => {
    const end = await profile(node, ['decorators/main.ts']);
    expect(end).toMatchObject({
      code: 0,
      stdout: 'injected 0, noted serve function, SERVICE:x\n',
      stderr: '',
    });
    expect(calls(end.profile)).toMatchObject({ noted: 1, injected: 1, 'Service.serve': 1 });
  });
});
