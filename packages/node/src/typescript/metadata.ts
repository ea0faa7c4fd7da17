import { parse } from '@babel/parser';
import type swc from '@swc/core';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type typescript from 'typescript';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { loaderOf } from './extensions.js';
import { mayNeedMetadata } from './may-need-metadata.js';
import type { ConfiguredFile } from './source-file.js';

/**
 * Whether a file is compiled with `emitDecoratorMetadata`, which esbuild does not do: programs that inject
 * dependencies by the types of parameters, as those with NestJS or TypeORM, depend on it.
 *
 * @throws {CoroscopeError} if it is, and the project has no compiler for it
 */
export function needsMetadata(file: ConfiguredFile): boolean {
  if (!mayNeedMetadata(file)) return false;
  const { source, path } = file;
  if (compilerFor(path) !== undefined) return true;
  if (!hasDecorators(source, path)) return false;
  const error = new CoroscopeError(
    `${path} has decorators whose metadata neither Node nor esbuild emits, and tsconfig.json says emitDecoratorMetadata; run: npm install --save-dev @swc/core`,
  );
  // What Node prints for it; without a frame it would add brackets.
  error.stack = `coroscope: ${error.message}\n    at ${path}`;
  throw error;
}

/** Compiles a file that `needsMetadata`; its inline source map leads to the file. */
export function compileWithMetadata(file: ConfiguredFile): string {
  return compilerFor(file.path)!(file);
}

type MetadataCompiler = (file: ConfiguredFile) => string;

/** By the directory of the file. */
const compilers = new Map<string, MetadataCompiler | undefined>();

/** SWC if the program has it, as it is some thirty times as fast; else its TypeScript. */
function compilerFor(path: string): MetadataCompiler | undefined {
  const directory = dirname(path);
  if (!compilers.has(directory)) {
    const ofProgram = createRequire(path);
    compilers.set(directory, swcCompiler(ofProgram) ?? typescriptCompiler(ofProgram));
  }
  return compilers.get(directory);
}

function swcCompiler(ofProgram: NodeJS.Require): MetadataCompiler | undefined {
  const compiler = tryToLoad(ofProgram, '@swc/core') as typeof swc | undefined;
  if (compiler === undefined) return undefined;
  return ({ source, path, format, compilerOptions: options }) => {
    return compiler.transformSync(source, {
      filename: path,
      configFile: false,
      swcrc: false,
      sourceMaps: 'inline',
      inlineSourcesContent: false,
      module: { type: format === 'module' ? 'nodenext' : 'commonjs' },
      jsc: {
        target: 'es2022',
        keepClassNames: true,
        parser: { syntax: 'typescript', tsx: loaderOf(path) === 'tsx', decorators: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: options.useDefineForClassFields ?? true,
          react: {
            runtime: options.jsx === 'react' ? 'classic' : 'automatic',
            pragma: options.jsxFactory,
            pragmaFrag: options.jsxFragmentFactory,
            importSource: options.jsxImportSource,
          },
        },
      },
    }).code;
  };
}

function typescriptCompiler(ofProgram: NodeJS.Require): MetadataCompiler | undefined {
  const compiler = tryToLoad(ofProgram, 'typescript') as typeof typescript | undefined;
  if (compiler === undefined) return undefined;
  return ({ source, path, format, compilerOptions: given }) => {
    const { ModuleKind, ScriptTarget } = compiler;
    const { options } = compiler.convertCompilerOptionsFromJson(given, dirname(path));
    return compiler.transpileModule(source, {
      fileName: path,
      compilerOptions: {
        ...options,
        module: format === 'module' ? ModuleKind.ESNext : ModuleKind.CommonJS,
        moduleResolution: undefined,
        target: ScriptTarget.ES2022,
        inlineSourceMap: true,
        sourceMap: false,
      },
    }).outputText;
  };
}

function tryToLoad(ofProgram: NodeJS.Require, name: string): unknown {
  try {
    return ofProgram(name);
  } catch {
    return undefined;
  }
}

function hasDecorators(source: string, path: string): boolean {
  const { tokens } = parse(source, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    tokens: true,
    plugins: [
      'decorators-legacy',
      'typescript',
      ...(loaderOf(path) === 'tsx' ? (['jsx'] as const) : []),
    ],
  });
  return tokens!.some(({ type }) => type.label === '@');
}
