import coroscope from '../src/turbopack-loader.js';

interface Answer {
  code: string;
  map: { sources: string[] } | null | undefined;
  warnings: string[];
}

/** Runs the loader as Turbopack does. */
function load(
  resourcePath: string,
  code: string,
  options: object = {},
  earlierMap: object | null = null,
): Answer {
  let answer: Omit<Answer, 'warnings'> | undefined;
  const warnings: string[] = [];
  const context = {
    resourcePath,
    rootContext: '/project',
    getOptions: () => options,
    emitWarning: ({ message }: Error) => void warnings.push(message),
    callback: (_: null, code: string, map: unknown) =>
      void (answer = { code, map: map as Answer['map'] }),
  };
  coroscope.call(context, code, earlierMap as never);
  return { ...answer!, warnings };
}

const code = 'export function f(n: number): number { return g(n); }';

it('instruments a file as it was written, and keeps its types', () => {
  const end = load('/project/app/total.ts', code);
  expect(end.code).toContain('.register(1, "app/total.ts"');
  expect(end.code).toContain('(n: number): number');
  expect(end.map?.sources).toEqual(['total.ts']);
});

it.each([
  ['a dependency', '/project/node_modules/left-pad/index.js', {}],
  ['what is excluded', '/project/app/total.ts', { exclude: 'app' }],
  ['what is no JavaScript', '/project/app/total.css', {}],
  ['all without leave of the environment', '/project/app/total.ts', { env: 'COROSCOPE_OF_A_TEST' }],
])('leaves %s as it is, with the map that it had', (_, path, options) => {
  const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' };
  expect(load(path, code, options, map)).toEqual({ code, map, warnings: [] });
});

it('composes its map with that of the loaders before', () => {
  const map = {
    version: 3,
    sources: ['other.ts'],
    sourcesContent: ['\n\n\nother text'],
    names: [],
    mappings: 'AAGA',
  };
  const end = load('/project/app/total.js', 'function f() { return g(); }', {}, map);
  expect(end.code).toContain('.register(1, "app/other.ts"');
  expect(end.map?.sources).toEqual(['other.ts']);
});

it('leaves what cannot be parsed as it is, with a warning', () => {
  const end = load('/project/app/total.js', 'const = 1;');
  expect(end).toMatchObject({ code: 'const = 1;', warnings: [expect.any(String)] });
  expect(end.warnings[0]).toMatch(/left a file as it is: app\/total\.js:1:7/);
});

it('rejects an option that does not exist', () => {
  expect(() => load('/project/app/total.js', code, { includes: 'app' })).toThrow(
    /@coroscope\/unplugin.*includes/,
  );
});
