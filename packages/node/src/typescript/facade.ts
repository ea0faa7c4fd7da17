import { initSync, parse } from 'cjs-module-lexer';

/**
 * An ES module that stands before a CommonJS module which had to be compiled: Node reads the file
 * itself to learn the names that importers can use, and knows no TypeScript. The module behind it
 * is run by `require`, so that there is one of it for both kinds of importer.
 *
 * @param code what the file was compiled to
 */
export function facadeOf(path: string, code: string): string {
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
