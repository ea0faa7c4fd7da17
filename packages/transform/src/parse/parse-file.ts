import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type * as t from '@babel/types';
import { TransformError } from './transform-error.js';

const PLUGINS: ParserPlugin[] = [
  'decoratorAutoAccessors',
  'deferredImportEvaluation',
  'explicitResourceManagement',
  ['importAttributes', { deprecatedAssertSyntax: true }],
  'sourcePhaseImports',
];

export interface ParseOptions {
  /** Default `unambiguous`: a module if it imports or exports, else a script. */
  sourceType?: 'module' | 'commonjs' | 'script' | 'unambiguous';
  /** Syntax to accept. Default: by the extension of `filename`. */
  syntax?: { typescript?: boolean; jsx?: boolean; flow?: boolean };
}

/** @throws TransformError for a syntax error */
export function parseFile(code: string, filename: string, options: ParseOptions): t.File {
  const sourceType = options.sourceType ?? 'unambiguous';
  const parserOptions: ParserOptions = {
    sourceType,
    // The file may be CommonJS. For other source types Babel decides by itself, and rejects the option.
    ...(sourceType === 'unambiguous' && { allowReturnOutsideFunction: true }),
    allowUndeclaredExports: true,
    createParenthesizedExpressions: false,
    // Of the comments, only hints are looked up on the nodes that they precede.
    attachComment: code.includes('coroscope'),
    errorRecovery: false,
  };
  const plugins = [...PLUGINS, ...syntaxPlugins(code, filename, options)];
  try {
    return parse(code, { ...parserOptions, plugins: [...plugins, 'decorators'] });
  } catch (error) {
    if (code.includes('@')) {
      // Only legacy decorators, TypeScript's older kind, may stand before parameters.
      try {
        return parse(code, { ...parserOptions, plugins: [...plugins, 'decorators-legacy'] });
      } catch {
        // The first error is the one to report.
      }
    }
    throw error instanceof SyntaxError ? parseError(error, filename) : error;
  }
}

function syntaxPlugins(code: string, filename: string, { syntax }: ParseOptions): ParserPlugin[] {
  const extension = /\.([cm]?[jt]sx?)$/.exec(filename.replace(/[?#].*$/, ''))?.[1] ?? 'js';
  const isTypeScript = syntax?.typescript ?? extension.includes('ts');
  const hasJsx = syntax?.jsx ?? (!extension.includes('ts') || extension === 'tsx');
  const isFlow = !isTypeScript && (syntax?.flow ?? /@flow\b/.test(code.slice(0, 1000)));
  const plugins: ParserPlugin[] = [];
  if (isTypeScript) plugins.push('typescript');
  if (hasJsx) plugins.push('jsx');
  if (isFlow) plugins.push(['flow', { all: true }]);
  return plugins;
}

function parseError(error: SyntaxError, filename: string): TransformError {
  const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
  const reason = message
    .replace(/ \(\d+:\d+\)$/, '')
    .split('\n')[0]!
    .replace(/\.$/, '');
  return new TransformError(
    `${reason}. Fix the syntax, or leave the file out.`,
    filename,
    loc?.line,
    loc && loc.column + 1,
    { cause: error },
  );
}
