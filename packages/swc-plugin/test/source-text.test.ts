import { probes } from '@coroscope/runtime';
import { TEXTS } from '../../transform/test/support/function-texts.js';
import { runScript } from '../../transform/test/support/run.js';
import { compile } from './support/swc.js';

const run = (code: string, filename = 'test.js', runPluginFirst = true) => {
  const options = { runtime: 'global', sourceText: true };
  const compiled = compile(code, { filename, isModule: false, options, runPluginFirst });
  return runScript(compiled, { __coroscope__: probes });
};

/** SWC prints no comment in a class without members. */
const withMembers = (code: string) =>
  code
    .replace('class B extends A { }', 'class B extends A { m( ) {} }')
    .replace('h = class{ }', 'h = class{ m( ) {} }');

describe.each(Object.entries(TEXTS).map(([name, code]) => [name, withMembers(code)] as const))(
  'the text of functions: %s',
  (_name, code) => {
    it.each([true, false])('is the original one (runPluginFirst: %s)', async (runPluginFirst) => {
      expect(await run(code, 'test.js', runPluginFirst)).toEqual(await runScript(code));
    });
  },
);

describe('the text of functions in TypeScript', () => {
  const code = `
    const plain = ( a )=>a, typed = (a: number) => plain(a);
    log(String(plain), String(typed));`;

  it('is the original one where it is JavaScript', async () => {
    const [plain, typed] = await run(code, 'test.ts');
    expect(plain).toBe('( a )=>a');
    expect(typed).toContain('__coroscope__');
  });

  it('is the one that runs where SWC has removed the types before', async () => {
    for (const text of await run(code, 'test.ts', false)) {
      expect(text ?? '__coroscope__').toContain('__coroscope__');
    }
  });
});
