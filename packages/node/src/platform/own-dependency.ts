import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { findOwnPackage, ownRequire } from './own-package.js';

/**
 * Loads a CommonJS package of one file that we depend on. Neither its resolution nor its code go through
 * Node's loader, which programs patch to send names elsewhere, to compile what it loads, or to mock it.
 */
export function loadOwnDependency(name: string): unknown {
  const path = mainFileOf(name);
  const packageRequire = createRequire(path);
  const require = (id: string): unknown => process.getBuiltinModule(id) ?? packageRequire(id);
  const module = { exports: {} };
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = compileFunction(readFileSync(path, 'utf8'), parameters, { filename: path });
  run(module.exports, Object.assign(require, packageRequire), module, path, dirname(path));
  return module.exports;
}

function mainFileOf(name: string): string {
  const directory = findOwnPackage(name);
  if (directory === undefined) return ownRequire.resolve(name);
  const manifest = readFileSync(join(directory, 'package.json'), 'utf8');
  const { main = 'index.js' } = JSON.parse(manifest) as { main?: string };
  return join(directory, main);
}
