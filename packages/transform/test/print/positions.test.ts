import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { transformSync } from 'esbuild';
import { transform } from '../../src/index.js';

/** Where `text` stands, from 1. */
function place(code: string, text: string) {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

const SOURCE = `import { x } from './x';
interface Order { id: string }

export class Cart<T extends Order> {
  private items: T[] = [];
  constructor(private readonly owner: string) { x(); }
  get size(): number { return [...this.items].length; }

  async checkout(list: T[]): Promise<void> {
    for (const item of list) await x(item);
    return list.map((item: T) =>
      x(item));
  }
}
`;

describe('positions', () => {
  it('are those of the file', () => {
    const { metadata } = transform(SOURCE, { filename: 'cart.ts' });
    expect(metadata!.functions).toEqual([
      expect.objectContaining({ name: '<module>', line: 1, column: 1 }),
      expect.objectContaining({ name: 'new Cart', ...place(SOURCE, 'constructor') }),
      expect.objectContaining({ name: 'get Cart.size', ...place(SOURCE, 'get size') }),
      expect.objectContaining({ name: 'Cart.checkout', ...place(SOURCE, 'async checkout') }),
      expect.objectContaining({ name: 'Cart.checkout.<map>', ...place(SOURCE, '(item: T)') }),
    ]);
    expect(metadata!.sites).toEqual([
      { function: 3, kind: 'await', inLoop: true, ...place(SOURCE, 'await') },
      { function: 3, kind: 'return', inLoop: false, ...place(SOURCE, 'return list') },
    ]);
  });

  it('are those of the original where there is a map', () => {
    const compiled = transformSync(SOURCE, {
      loader: 'ts',
      sourcefile: 'cart.ts',
      sourcemap: 'external',
    });
    const direct = transform(SOURCE, { filename: '/shop/cart.ts' });
    const { metadata, map } = transform(compiled.code, {
      filename: '/shop/cart.js',
      inputSourceMap: compiled.map,
    });
    expect(metadata).toEqual(direct.metadata);
    expect(metadata!.sources).toEqual(['/shop/cart.ts']);
    expect(map!.sources).toEqual(['/shop/cart.ts']);
  });

  it('are those of the file where its map has no function of it', () => {
    const compiled = transformSync("export * from './cart';", {
      loader: 'ts',
      sourcefile: 'index.ts',
      sourcemap: 'external',
    });
    const { metadata } = transform(compiled.code, {
      filename: '/shop/index.js',
      inputSourceMap: compiled.map,
    });
    expect(metadata).toEqual({
      functions: [expect.objectContaining({ name: '<module>', source: 0, line: 1, column: 1 })],
      sites: [],
      sources: ['/shop/index.js'],
    });
  });

  it('of generated code are nobody’s: it is left alone', () => {
    const compiled = transformSync('export async function f() { await 1; }', {
      sourcefile: 'f.js',
      sourcemap: 'external',
      target: 'es2016',
    });
    expect(compiled.code).toContain('__async');
    const { metadata } = transform(compiled.code, {
      filename: 'f.js',
      inputSourceMap: compiled.map,
    });
    expect(metadata!.functions.map(({ name }) => name)).toEqual(['<module>', 'f']);
  });

  it('of code inside of generated functions do without the names of these', () => {
    const code =
      'const component = define({ setup() {\nconst label = (x) => g(x);\nreturn label; } });';
    const { metadata } = transform(code, {
      filename: 'App.vue',
      // Of the second line, the arrow function is from the source.
      inputSourceMap: {
        version: 3,
        sources: ['App.vue'],
        names: [],
        mappings: ';cAAA',
      } as never,
    });
    expect(metadata!.functions.map(({ name }) => name)).toEqual(['<module>', 'label']);
  });

  it('use the names of the map', () => {
    const source =
      'export function outer() { function inner() { return outer(inner); } return inner; }';
    const compiled = transformSync(source, {
      minify: true,
      sourcemap: 'external',
      sourcefile: 'a.js',
    });
    const { metadata } = transform(compiled.code, {
      filename: 'a.js',
      inputSourceMap: compiled.map,
    });
    expect(metadata!.functions.map(({ name }) => name)).toEqual([
      '<module>',
      'outer',
      'outer.inner',
    ]);
  });

  it('name every source of a bundle', () => {
    const map = {
      version: 3 as const,
      sources: ['src/a.js', 'src/b.js'],
      names: [],
      mappings: 'AAAA;ACAA',
    };
    const { code, metadata } = transform('function a() { b(); }\nfunction b() { a(); }', {
      filename: '/dist/bundle.js',
      inputSourceMap: map,
      modules: false,
    });
    expect(metadata!.sources).toEqual(['/dist/src/a.js', '/dist/src/b.js']);
    expect(metadata!.functions.map(({ source }) => source)).toEqual([0, 1]);
    expect(code).toContain('register(1, ["/dist/src/a.js", "/dist/src/b.js"], 2, 0,');
  });
});

describe('the printed code', () => {
  const CODE = `// a comment
const a = 1;

export const f = (x) =>
  // why
  g(
    x, async () => {
      await h(x);
    });

//# sourceMappingURL=old.js.map
`;

  it('keeps each line where it was, and maps back to it', () => {
    const { code, map } = transform(CODE, { filename: 'a.js' });
    const trace = new TraceMap(map as never);
    for (const text of ['const a', 'g(', 'await']) {
      const { line, column } = place(code, text);
      expect(line).toBe(place(CODE, text).line);
      expect(originalPositionFor(trace, { line, column: column - 1 })).toMatchObject({
        source: 'a.js',
        line,
        column: place(CODE, text).column - 1,
      });
    }
  });

  it('keeps each line where it was after a function that gives way', () => {
    const code = `function f(a) {
  first();
  function a() {

    inner();
  }
  x: function a() { last(); }
  f();
  var g;
  async function g(a, b) {
    await late();
  }
  end();
}`;
    const printed = transform(code, { filename: 'a.js', sourceType: 'script' }).code;
    for (const text of ['first()', 'inner()', 'last()', 'f();', 'late()', 'end()']) {
      expect(place(printed, text).line).toBe(place(code, text).line);
    }
  });

  it('does not name the map of what it was made from', () => {
    expect(transform(CODE, { filename: 'a.js' }).code).not.toContain('sourceMappingURL');
  });

  it('comes with a map of this step alone for who composes maps', () => {
    const inputSourceMap = {
      version: 3,
      sources: ['a.ts'],
      names: [],
      // The first line of the code is the fifth of the source.
      mappings: 'AAIA',
    };
    const options = { filename: 'a.js', inputSourceMap: inputSourceMap as never };
    const code = 'function f() {}';
    const own = transform(code, { ...options, sourceMap: 'own' });
    expect(own.map!.sources).toEqual(['a.js']);
    expect(own.metadata!.functions[1]!.line).toBe(5);
    expect(transform(code, options).map!.sources).toEqual(['a.ts']);
  });

  it('comes without a map where none is asked for', () => {
    expect(transform(CODE, { sourceMap: false }).map).toBeNull();
  });
});
