import { compileFunction } from '../src/typescript/compile-function.js';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/** Returns what functions give that have been made of the text of another one: all of them 42. */
const COPIES = `
  const { execFileSync } = await import('node:child_process');
  const { once } = await import('node:events');
  const vm = await import('node:vm');
  const { Worker } = await import('node:worker_threads');
  const report = '.then((value) => require("node:worker_threads").parentPort.postMessage(value))';
  const worker = new Worker(\`(\${double})(21)\${report}\`, { eval: true });
  const url = 'data:text/javascript,export default ' + encodeURIComponent(String(double));
  const code = '(' + double + ')(21).then(console.log)';
  const { NODE_OPTIONS, ...env } = process.env;
  return {
    worker: (await once(worker, 'message'))[0],
    'new Function': await new Function('return ' + double)()(21),
    'vm context': await vm.runInNewContext('(' + double + ')(21)'),
    'data: URL': await (await import(url)).default(21),
    'child process': +execFileSync(process.execPath, ['-e', code], { env, encoding: 'utf8' }),
  };
`;

const JAVASCRIPT = 'async function double(n) { await null; return [n].map((x) => x * 2)[0]; }';
const TYPESCRIPT =
  'async function double(n: number): Promise<number> { await null; return [n].map((x): number => x * 2)[0]!; }';

describeOnEachNode('a function made of the text of an instrumented one', (node) => {
  it.each([
    ['main.mjs', JAVASCRIPT],
    ['main.cjs', JAVASCRIPT],
    ['main.mts', TYPESCRIPT],
  ])('works wherever it is run: %s', async (file, double) => {
    const log = 'console.log(JSON.stringify(await (async () => {';
    const main = `${double}\nvoid (async () => { ${log}${COPIES}})())); })();`;
    const directory = writeFiles({ [file]: main });
    const end = await profile(node, [file], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(end.stdout)).toEqual({
      worker: 42,
      'new Function': 42,
      'vm context': 42,
      'data: URL': 42,
      'child process': 42,
    });
    expect(calls(end.profile)).not.toHaveProperty('double');
  });
});

describe('the text of a function in TypeScript', () => {
  const compiled: Record<string, string> = {
    'function f<T>(x: T): T { return x as T }': 'function f(x) {\n  return x;\n}',
    'async (a: number, b?: string) => await a!': 'async (a, b) => await a',
    '<T>(x: T) => x': '(x) => x',
    'class A<T> extends B<T> { private n: number = 1 }': 'class A extends B {\n  n = 1;\n}',
    'abstract class A { abstract m(): void }': 'class A {\n}',
    'async *m(a: number) { yield a }': 'async *m(a) {\n    yield a;\n  }',
    'get m(): number { return 1 }': 'get m() {\n    return 1;\n  }',
    '#m(a: number) {}': '#m(a) {\n  }',
    '() => <a/>': '() => /* @__PURE__ */ React.createElement("a", null)',
    '[`a${1}`](b: string) {}': '[`a${1}`](b) {\n  }',
  };

  it.each(Object.entries(compiled))('is compiled: %s', (text, expected) => {
    expect(compileFunction(text)).toBe(expected);
  });

  it('stays what runs where it can not stand alone', () => {
    expect(compileFunction('m(a: A) { return a.#private }')).toBeUndefined();
    expect(compileFunction('class A { @decorated m() {} }')).toBeUndefined();
  });
});
