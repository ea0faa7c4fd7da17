import { transform } from '@coroscope/transform';

/** Runs a script instrumented, as test builds do, and gives the value of its last expression. */
export function program<Value>(code: string, filename = `${process.cwd()}/cart.js`): Value {
  const result = transform(code, {
    filename,
    sourceType: 'script',
    runtime: 'global',
    sourceText: true,
  });
  return (0, eval)(`(() => { ${result.code}; return exported; })()`) as Value;
}
