import { extname, join } from 'node:path';
import * as newest from '@swc/core';
import type { Options, ParserConfig } from '@swc/core';
import bands from '../../bands.json';

export type Swc = Pick<typeof newest, 'transformSync' | 'version'>;

/** Where hosts keep what they have compiled of the plugin. */
const CACHE = join(__dirname, '../../dist/swc');

/** The newest host that is installed. */
export const swc: Swc = newest;

/** The build of the plugin for a host. */
export function wasmOf(host: string): string {
  const wanted = host.split('.').slice(0, 2).join('.');
  const band = bands.find(({ wasm }) => wasm.includes(`-${wanted}.`));
  if (band === undefined) throw new Error(`No build of the plugin is for ${host}`);
  return join(__dirname, '../..', band.wasm);
}

export interface Compilation {
  filename?: string;
  /** Of the plugin; null is SWC alone. */
  options?: Record<string, unknown> | null;
  host?: Swc;
  isModule?: Options['isModule'];
  jsc?: Options['jsc'];
  module?: Options['module'];
  runPluginFirst?: boolean;
}

/** Compiles with SWC as it is configured here alone, by default for the newest engines. */
export function compile(code: string, compilation: Compilation = {}): string {
  const { filename = '/project/src/shop.js', options = {}, host = swc } = compilation;
  const { isModule = 'unknown', jsc, module, runPluginFirst = true } = compilation;
  const plugins: [string, Record<string, unknown>][] =
    options === null ? [] : [[wasmOf(host.version), { cwd: '/project', ...options }]];
  return host.transformSync(code, {
    filename,
    swcrc: false,
    configFile: false,
    isModule,
    module,
    jsc: {
      target: 'esnext',
      parser: parserFor(filename),
      ...jsc,
      experimental: { runPluginFirst, plugins, cacheRoot: CACHE, ...jsc?.experimental },
    },
  }).code;
}

function parserFor(filename: string): ParserConfig {
  const extension = extname(filename);
  if (extension.includes('ts')) {
    return { syntax: 'typescript', tsx: extension === '.tsx', decorators: true };
  }
  return {
    syntax: 'ecmascript',
    jsx: true,
    decorators: true,
    explicitResourceManagement: true,
    allowReturnOutsideFunction: true,
  };
}

const REGISTRATION =
  /\.register\(1, ("(?:[^"\\]|\\.)*"), (\d+), (\d+), ("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)/;

/** The text of the metadata in emitted code; null where nothing was instrumented. */
export function metadataIn(code: string): string | null {
  const literal = REGISTRATION.exec(code)?.[4];
  return literal === undefined ? null : (new Function(`return ${literal}`)() as string);
}
