import { createFileFilter, EXTENSIONS } from '../src/index.js';

const OWN = '/app/src/a.ts';
const DEPENDENCY = '/app/node_modules/left-pad/index.js';

describe('the files that are instrumented', () => {
  it('are those outside of node_modules', () => {
    const isSelected = createFileFilter({}, '/app');
    expect([OWN, '/elsewhere/b.js', DEPENDENCY].map(isSelected)).toEqual([true, true, false]);
  });

  it('are those in the directory even if that is in node_modules itself', () => {
    const isSelected = createFileFilter({}, '/x/node_modules/own');
    expect(isSelected('/x/node_modules/own/a.js')).toBe(true);
    expect(isSelected('/x/node_modules/own/node_modules/b/b.js')).toBe(false);
  });

  it('are those of a Vite configuration, which Vite compiles into node_modules', () => {
    const isSelected = createFileFilter({}, '/app');
    expect(isSelected('/app/node_modules/.vite-temp/vite.config.js.timestamp-1.mjs')).toBe(true);
    expect(isSelected('/app/node_modules/.vite/deps/react.js')).toBe(false);
    expect(isSelected('/app/node_modules/a/node_modules/.vite-temp-not/a.js')).toBe(false);
  });

  it('are dependencies, too, if all are', () => {
    const isSelected = createFileFilter({ all: true, exclude: 'src' }, '/app');
    expect([DEPENDENCY, OWN].map(isSelected)).toEqual([true, false]);
  });

  it.each(['node_modules/left-pad', '/app/node_modules/left-pad/**'])(
    'are those that %s names, and no others',
    (include) => {
      const isSelected = createFileFilter({ include }, '/app');
      expect([DEPENDENCY, OWN].map(isSelected)).toEqual([true, false]);
    },
  );

  it('are all but dependencies where the list is empty', () => {
    expect([OWN, DEPENDENCY].map(createFileFilter({ include: [] }, '/app'))).toEqual([true, false]);
  });

  it('are none that is excluded', () => {
    const isSelected = createFileFilter({ include: 'src', exclude: '*.gen.ts' }, '/app');
    expect([OWN, '/app/src/b.gen.ts'].map(isSelected)).toEqual([true, false]);
  });

  it('have one of the extensions: those of the options, or else those of the adapter', () => {
    const files = ['/app/a.ts', '/app/a.vue', '/app/a.css'];
    expect(files.map(createFileFilter({}, '/app', EXTENSIONS))).toEqual([true, false, false]);
    const own = createFileFilter({ extension: '.vue' }, '/app', EXTENSIONS);
    expect(files.map(own)).toEqual([false, true, false]);
    expect(files.map(createFileFilter({}, '/app'))).toEqual([true, true, true]);
  });

  it('are named from the directory of the options', () => {
    const isSelected = createFileFilter({ include: 'src', cwd: '/app' }, '/elsewhere');
    expect([OWN, '/elsewhere/src/a.ts'].map(isSelected)).toEqual([true, false]);
  });
});
