import { transform } from '../../src/index.js';

it("leaves a file alone of which nothing was in a source, as chunks of a bundler's helpers", () => {
  const code = 'var helper = (f) => f(); export { helper };';
  const inputSourceMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' });
  const result = transform(code, { filename: 'chunk.js', inputSourceMap });
  expect(result).toEqual({ code, map: null, metadata: null });
});
