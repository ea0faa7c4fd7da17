import { createGlobMatcher } from '../src/index.js';

describe('a glob', () => {
  it.each<[string, string[], string[]]>([
    ['src/*.js', ['/app/src/a.js'], ['/app/src/lib/a.js', '/src/a.js', '/app/lib/src/a.js']],
    ['./src/*.js', ['/app/src/a.js'], ['/app/lib/a.js']],
    ['/app/src/*.js', ['/app/src/a.js'], ['/app/src/lib/a.js', '/other/app/src/a.js']],
    ['/other/**/*.js', ['/other/a.js', '/other/lib/a.js'], ['/app/other/a.js']],
    ['../other/*.js', ['/other/a.js'], ['/app/other/a.js']],
    ['**/*.gen.js', ['/app/a.gen.js', '/app/src/a.gen.js', '/other/a.gen.js'], ['/app/gen.js']],
  ])('%s is relative to the directory, or absolute', (glob, matching, others) => {
    const matches = createGlobMatcher(glob, '/app');
    expect(matching.filter(matches)).toEqual(matching);
    expect(others.filter(matches)).toEqual([]);
  });

  it.each(['*.gen.js', 'cart.gen.js'])('%s, without a slash, is the name of a file', (glob) => {
    const matches = createGlobMatcher(glob, '/app');
    const files = ['/app/cart.gen.js', '/app/src/lib/cart.gen.js', '/other/cart.gen.js'];
    expect(files.filter(matches)).toEqual(files);
    expect(matches('/app/src/cart.js')).toBe(false);
  });

  it.each(['src', 'src/', './src', '/app/src', '/app/src/'])(
    '%s names a directory, and matches what is in it',
    (glob) => {
      const matches = createGlobMatcher(glob, '/app');
      expect(matches('/app/src/lib/.hidden/a.js')).toBe(true);
      expect(matches('/app/srcs/a.js')).toBe(false);
    },
  );

  it('may be one of several', () => {
    const matches = createGlobMatcher(['lib/**', '/app/src/**'], '/app');
    expect(['/app/lib/a.js', '/app/src/a.js', '/app/a.js'].map(matches)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('may be none, which matches nothing', () => {
    expect(createGlobMatcher([], '/app')('/app/a.js')).toBe(false);
  });

  it('may be of a directory whose name looks like a glob', () => {
    const matches = createGlobMatcher('src/*.js', '/a [b] {c}');
    expect(matches('/a [b] {c}/src/a.js')).toBe(true);
  });
});
