import { transform } from '../../src/index.js';

describe('a chunk with the runtime is left alone', () => {
  it.each([
    ['as it is published', 'const key = Symbol.for("coroscope.runtime/1"); function f() { g(); }'],
    ['minified', 'var v=1,k=Symbol.for(`coroscope.runtime/${v}`);function f(){g()}'],
  ])('%s', (_, code) => {
    expect(transform(code).metadata).toBeNull();
  });

  it('but not one that only speaks of it', () => {
    const code = '// coroscope.runtime/1\nfunction f() { g("a coroscope.runtime/1"); }';
    expect(transform(code).metadata).not.toBeNull();
  });
});
