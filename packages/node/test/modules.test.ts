import { calls, locations } from './support/figures.js';
import { profile } from './support/launch.js';
import { writeFiles } from './support/files.js';
import { describeOnEachNode } from './support/nodes.js';
import { fixtures, run } from './support/run.js';

describeOnEachNode('a launched program', (node) => {
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
    expect(locations(end.profile, fixtures)).toMatchObject({
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
});

// Gone in Node 24.
const DEFAULT_TYPE = '--experimental-default-type';
const title = 'an ES module by an option of Node alone is profiled';
if (process.allowedNodeEnvironmentFlags.has(DEFAULT_TYPE)) {
  it(title, async () => {
    const directory = writeFiles({
      'main.js': 'function f() { return g(); }\nfunction g() { return [1].map(String); }\nf();',
    });
    const nodeOptions = [`${DEFAULT_TYPE}=module`, '--no-warnings'];
    const end = await profile(process.execPath, ['main.js'], { directory }, { nodeOptions });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(calls(end.profile)).toEqual({ f: 1, g: 1 });
  });
} else {
  it.skip(`${title} (skipped: this Node has no ${DEFAULT_TYPE})`, () => {});
}
