import { probes, profiler } from '@coroscope/runtime';
import { transform, type TransformOptions } from '../../src/index.js';
import { lowerUsing, runScript } from '../support/run.js';

const OPTIONS = { filename: 'test.js', sourceType: 'script', sourceText: true } as const;

/** How the profiler describes the functions that a script gives to `log`. */
async function described(code: string, options: TransformOptions = {}): Promise<unknown[]> {
  const { code: instrumented } = transform(code, { ...OPTIONS, ...options });
  const entries: unknown[] = [];
  const describe = (fn: () => unknown) => {
    const known = profiler.describe(fn);
    entries.push(known && `${known.name} ${known.file}:${known.line}:${known.column}`);
  };
  await runScript(lowerUsing(instrumented), { __coroscope__: probes, describe });
  return entries;
}

describe('a function is known by itself', () => {
  it.each<[string, string, string[]]>([
    [
      'declarations and arrow functions',
      `function f(a = () => 1) { return () => g() }
       const g = async () => { await f() }, h = (x) => (y) => f(x, y);
       describe(f); describe(f()); describe(g); describe(h); describe(h());`,
      [
        'f test.js:1:1',
        'f.<returned> test.js:1:34',
        'g test.js:2:18',
        'h test.js:2:49',
        'h.<returned> test.js:2:56',
      ],
    ],
    [
      'methods, accessors, generators and constructors',
      `class A { constructor() { this.x = () => f() } *b() { yield 1 } static async c() { await 1 } get d() { return f() } }
       function f() {}
       describe(A); describe(A.prototype.b); describe(A.c);
       describe(Object.getOwnPropertyDescriptor(A.prototype, 'd').get); describe(new A().x);`,
      [
        'new A test.js:1:11',
        'A.b test.js:1:48',
        'A.c test.js:1:65',
        'get A.d test.js:1:94',
        'A.x test.js:1:36',
      ],
    ],
    [
      'two of one name',
      `const make = [() => { function same() { f() } return same }, () => { function same() { f() } return same }];
       function f() {}
       describe(make[1]()); describe(make[0]());`,
      ['same test.js:1:70', 'same test.js:1:23'],
    ],
  ])('%s', async (_name, code, places) => {
    expect(await described(code)).toEqual(places.map((place) => expect.stringMatching(place)));
  });
});

describe('no function is taken for another', () => {
  it.each<[string, string, ...TransformOptions[]]>([
    ['bound', 'function f() { g() } function g() {} describe(f.bind());'],
    ['of the language', 'describe(Array.prototype.map);'],
    [
      'a class without a constructor',
      'class A { m() { return g() } } function g() {} describe(A);',
    ],
    [
      'left out by a hint',
      '/* coroscope ignore next */ function f() { return () => g() } function g() {} describe(f);',
    ],
    [
      'a leaf that is skipped and holds another',
      'const f = (g) => () => g(); describe(f);',
      { leaves: 'skip' },
    ],
    [
      'without source texts',
      'function f() { g() } function g() {} describe(f);',
      { sourceText: false },
    ],
  ])('%s', async (_name, code, ...[options]) => {
    expect(await described(code, options)).toEqual([undefined]);
  });
});

it('knows the functions of the files that have registered', async () => {
  profiler.start();
  await described('const fresh = () => g(); function g() {} fresh();', { filename: 'fresh.js' });
  profiler.stop();
  const names = profiler.functions().filter(({ file }) => file === 'fresh.js');
  expect(names.map(({ name }) => name)).toEqual(['<module>', 'fresh', 'g']);
});
