import { initSync, parse } from 'cjs-module-lexer';

/**
 * The text of an ES module wrapper around a CommonJS module that had to be compiled: to learn the
 * names that importers can use, Node would read the file itself, which is not JavaScript. The wrapper
 * requires the CommonJS module, so that both kinds of importer share one instance.
 *
 * @param code what the file was compiled to
 */
export function wrapCommonJs(path: string, code: string): string {
  initSync();
  const { exports, reexports } = parse(code, path);
  const names = [...new Set(exports)].filter((name) => name !== 'default');
  return [
    `import { createRequire } from 'node:module';`,
    `const exports = createRequire(import.meta.url)(${JSON.stringify(path)});`,
    `export default exports;`,
    ...names.map((name, index) => {
      const text = JSON.stringify(name);
      return `const $${index} = exports[${text}]; export { $${index} as ${text} };`;
    }),
    ...reexports.map((specifier) => `export * from ${JSON.stringify(specifier)};`),
  ].join('\n');
}
