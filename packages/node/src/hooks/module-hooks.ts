import { readFileSync } from 'node:fs';
import type {
  LoadFnOutput,
  LoadHook,
  LoadHookContext,
  ModuleSource,
  ResolveHook,
} from 'node:module';
import { javascriptHost } from '../platform/javascript-host.js';
import { inOwnRealm } from '../platform/own-realm.js';
import { wrapCommonJs } from '../typescript/commonjs-wrapper.js';
import { loaderOf } from '../typescript/extensions.js';
import { declaredFormatOf } from '../typescript/module-format.js';
import type { CodeHooks } from './code-hooks.js';
import { pathOf } from './file-url.js';
import { redirect } from './redirect.js';

/** Node's hooks for `import`. */
export interface ModuleHooks {
  resolve: ResolveHook;
  load: LoadHook;
}

/**
 * The hooks that instrument and compile ES modules, for a host of either kind: they return promises
 * only where the next hook or the compiler does.
 */
export function createModuleHooks(code: CodeHooks<string | Promise<string>>): ModuleHooks {
  let entry: string | undefined;

  const resolve: ResolveHook = (specifier, context, nextResolve) => {
    if (inOwnRealm(() => isRequired(context))) return nextResolve(specifier, context);
    const result = nextResolve(redirect(specifier, context.parentURL), context);
    return chain(result, (resolved) => {
      if (context.parentURL === undefined) entry = resolved.url;
      return resolved;
    });
  };

  const load: LoadHook = (url, context, nextLoad) => {
    const path = inOwnRealm(() => (isRequired(context) ? undefined : pathOf(url)));
    if (path === undefined) return nextLoad(url, context);
    if (inOwnRealm(() => loaderOf(path)) === undefined) {
      return chain(nextLoad(url, context), (loaded) => instrumentLoaded(loaded, path));
    }
    // Without us, Node would not have loaded it through hooks at all.
    if (url === entry && isLeftToForeignCompiler(path)) {
      return leaveToCommonJs({ format: 'commonjs' });
    }
    return chainOrRecover(
      () => nextLoad(url, withFormat(context)),
      (loaded) =>
        isJavaScript(loaded)
          ? instrumentForeign(loaded, url, path)
          : loadCompiled(url, path, isTypeScript(loaded) ? loaded.source : undefined),
      (error) => {
        if (!isUnknownExtension(error) || code.foreignCompilers.compile(path)) throw error;
        return loadCompiled(url, path);
      },
    );
  };

  /** Deno does not go by the syntax. */
  const formatOf = (path: string, source: string) =>
    javascriptHost === 'deno' ? (declaredFormatOf(path) ?? 'module') : code.formatOf(path, source);

  /** Nor does it say what it has loaded; what it takes for CommonJS it requires, which does not come this far. */
  const formatOfLoaded = (path: string, source: string) =>
    javascriptHost === 'deno' && /\.m?js$/.test(path) ? 'module' : code.formatOf(path, source);

  const isLeftToForeignCompiler = (path: string) =>
    code.foreignCompilers.compile(path) && declaredFormatOf(path) !== 'module';

  /** What a hook of the program has compiled. */
  const instrumentForeign = (loaded: LoadFnOutput, url: string, path: string) => {
    if (loaded.format !== 'commonjs') return instrumentLoaded(loaded, path);
    if (url === entry) return leaveToCommonJs(loaded);
    const source = wrapCommonJs(path, asText(loaded.source!));
    return { format: 'module', source, shortCircuit: true };
  };

  const loadCompiled = (url: string, path: string, read?: ModuleSource | null) => {
    const source = read == null ? readFileSync(path, 'utf8') : asText(read);
    const format = formatOf(path, source);
    if (format === 'commonjs' && url === entry) return leaveToCommonJs({ format });
    if (format === 'commonjs' && code.foreignCompilers.compile(path)) {
      // What names it exports is known only to its compiler.
      return { format: 'module', source: wrapCommonJs(path, ''), shortCircuit: true };
    }
    return chain(code.compile({ source, path, format }), (compiled) => ({
      format: 'module',
      source: format === 'module' ? compiled : wrapCommonJs(path, compiled),
      shortCircuit: true,
    }));
  };

  const instrumentLoaded = (loaded: LoadFnOutput, path: string) => {
    const { format, source } = loaded;
    if (format === 'commonjs') return leaveToCommonJs(loaded);
    if (source == null) return loaded;
    const text = asText(source);
    if ((format ?? formatOfLoaded(path, text)) !== 'module') return loaded;
    const instrumented = code.instrument(text, path, 'module', code.needsMap());
    return instrumented === undefined ? loaded : { ...loaded, source: instrumented };
  };

  return { resolve, load };
}

/**
 * Whether the CommonJS loader asks, whose own hooks are in commonjs.ts. It asks only synchronous hooks;
 * asynchronous ones may be given no conditions.
 */
function isRequired({ conditions = [] }: { conditions?: Iterable<string> }): boolean {
  return [...conditions].includes('require');
}

/** Without a source, a file is read and run by the CommonJS loader, as the main module if it is that. */
function leaveToCommonJs(loaded: LoadFnOutput): LoadFnOutput {
  return { ...loaded, source: undefined, shortCircuit: true };
}

/** Applies a function to a value at once, or when the promise of it settles. */
function chain<Value, Result>(
  value: Value | Promise<Value>,
  apply: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(apply) : apply(value);
}

/** The same as `chain`, for work that may throw, or return a promise that is rejected. */
function chainOrRecover<Value, Result>(
  work: () => Value | Promise<Value>,
  apply: (value: Value) => Result | Promise<Result>,
  recover: (error: unknown) => Result | Promise<Result>,
): Result | Promise<Result> {
  let value: Value | Promise<Value>;
  try {
    value = work();
  } catch (error) {
    return recover(error);
  }
  return value instanceof Promise ? value.then(apply, recover) : apply(value);
}

/**
 * The context in which Node hands a file in TypeScript over as it is. To find out which module system it
 * is written for, Node would strip its types, which fails for what is more than types.
 */
function withFormat(context: LoadHookContext): LoadHookContext {
  const { typescript } = process.features as { typescript?: unknown };
  if (!typescript || context.format != null) return context;
  return { ...context, format: 'commonjs-typescript' as LoadHookContext['format'] };
}

/** Whether a file in another language has been compiled. Node itself names the language. */
function isJavaScript({ format, source }: LoadFnOutput): boolean {
  return source != null && (format === 'module' || format === 'commonjs');
}

/** Whether Node has read a file in TypeScript and handed it over as it is. Deno has compiled it. */
function isTypeScript({ format }: LoadFnOutput): boolean {
  return javascriptHost === 'node' && /-typescript$/.test(format ?? '');
}

/** Whether Node does not know how to load a file, and no hook has taken it. */
function isUnknownExtension(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ERR_UNKNOWN_FILE_EXTENSION';
}

const decoder = new TextDecoder();

function asText(source: ModuleSource): string {
  return typeof source === 'string' ? source : decoder.decode(source);
}
