import { compile, metadataIn } from './support/swc.js';

/** Parsed as a script, without being run. */
const parse = (code: string) => new Function(code);

describe('a body that declares a parameter anew', () => {
  // SWC's parser takes them; in a block of the body, they would be no errors.
  it.each([
    'async function f(a) { const a = 1; g(); }',
    'function f({ b: [a] }) { class a {} g(); }',
    '(async function* (a = 1) { let a; g(); });',
    'f(async (...a) => { let a = g(); });',
    '({ set b(a) { let a; g(); } });',
    '({ async b(a) { let { c: [a] } = g(); } });',
    'class B { constructor(a) { let a; g(); } }',
  ])('is left to the engine: %s', (code) => {
    expect(() => parse(code)).toThrow(SyntaxError);
    const compiled = compile(code, { filename: 'a.cjs' });
    expect(metadataIn(compiled)).toBeNull();
    expect(() => parse(compiled)).toThrow(SyntaxError);
  });

  it.each([
    'async function f(a) { var a = 1; g(); }',
    'function f(a) { function a() {} g(); }',
    'async function f(a) { { let a = g(); } }',
    'function f(a) { return (b) => { let c = g(); class d {} }; }',
  ])('is none: %s', (code) => {
    const compiled = compile(code, { filename: 'a.cjs' });
    expect(metadataIn(compiled)).not.toBeNull();
    parse(compiled);
  });
});
