import { calls, coroscope, fixtures, places, profile, run } from './coroscope.js';
import { describeOnEachNode } from './nodes.js';

describeOnEachNode('coroscope run', (node) => {
  it('profiles ES modules, and they do what they did', async () => {
    const bare = await run(node, ['esm/main.mjs']);
    const end = await profile(node, ['esm/main.mjs']);
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: bare.stderr });
    expect(calls(end.profile)).toMatchObject({
      fetchAll: 1,
      fetchOne: 3,
      numbers: 1,
      'Cart.add': 3,
      'get Cart.size': 1,
      late: 1,
    });
    expect(places(end.profile, fixtures)).toMatchObject({
      fetchAll: 'esm/main.mjs:5:1',
      numbers: 'esm/main.mjs:16:1',
      'get Cart.size': 'esm/cart.mjs:8:3',
      late: 'esm/late.mjs:1:8',
    });
  });

  it('profiles CommonJS, and it does what it did', async () => {
    const bare = await run(node, ['cjs/main.cjs']);
    const end = await profile(node, ['cjs/main.cjs']);
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: bare.stderr });
    expect(calls(end.profile)).toMatchObject({ start: 1, total: 1, imported: 1 });
  });

  it('leaves it to Node which module system an untyped file is written for', async () => {
    const bare = await run(node, ['--no-warnings', 'untyped/main.js']);
    const end = await profile(node, ['untyped/main.js']);
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout });
    expect(calls(end.profile)).toMatchObject({ detect: 1, shared: 1 });
  });

  it('runs TypeScript as it is, with the positions of the source', async () => {
    const end = await profile(node, ['ts/main.ts']);
    expect(end).toMatchObject({ code: 0, stdout: '13 m² 7\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({
      measure: 1,
      describe: 1,
      round: 1,
      isNegative: 1,
      'get Circle.area': 1,
    });
    expect(places(end.profile, fixtures)).toMatchObject({
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
    expect(places(end.profile, fixtures)).toMatchObject({
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

  it('runs decorators of the older kind where the tsconfig asks for them', async () => {
    const end = await profile(node, ['decorators/main.ts']);
    expect(end).toMatchObject({
      code: 0,
      stdout: 'injected 0, noted serve function, SERVICE:x\n',
      stderr: '',
    });
    expect(calls(end.profile)).toMatchObject({ noted: 1, injected: 1, 'Service.serve': 1 });
  });

  it('finds a script by its name without the extension', async () => {
    const end = await coroscope(node, ['run', 'ts/main']);
    expect(end).toMatchObject({ code: 0, stdout: '13 m² 7\n' });
  });
});
