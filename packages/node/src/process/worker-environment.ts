import { getEnvironmentData, setEnvironmentData, type WorkerOptions } from 'node:worker_threads';
import type { NodeOptions } from '../options/node-options.js';
import { OPTIONS_VARIABLE } from '../options/passed-options.js';
import { registerUrl } from '../platform/own-entries.js';
import { nodeOption } from './host-command.js';

/** Under this name, a worker finds which variables it would have without us. */
const KEY = 'coroscope environment';

const VARIABLES = ['NODE_OPTIONS', OPTIONS_VARIABLE] as const;

type Variables = Partial<Record<(typeof VARIABLES)[number], string>>;

/**
 * Starts a worker by a function, with options by which it is profiled where those of the program would lose our
 * hooks: an environment of its own, or code instead of a file, for which Node waits for no `--import`.
 *
 * @param own options of this process
 */
export function withWorkerEnvironment<Started>(
  options: WorkerOptions | null | undefined,
  own: NodeOptions,
  start: (options: WorkerOptions | null | undefined) => Started,
): Started {
  // Shared ones, which are a symbol, are those of this thread.
  if (typeof options !== 'object' && options !== undefined) return start(options);
  const given: unknown = options?.env ?? process.env;
  if (typeof given !== 'object' || given === null) return start(options);
  // Without hooks in that of this thread, a worker is to have none: such is esbuild's.
  if (given === process.env && !options?.eval) return start(options);
  const environment = given as NodeJS.ProcessEnv;
  const hook = nodeOption(own);
  const { NODE_OPTIONS = '' } = environment;
  const isHooked = NODE_OPTIONS.includes(hook) || NODE_OPTIONS.includes(registerUrl);
  const isWaitedFor = !options?.eval || NODE_OPTIONS !== `--import=${registerUrl}`;
  if (isHooked && isWaitedFor && environment[OPTIONS_VARIABLE] !== undefined) return start(options);
  // Other options in the same variable are the program's.
  const hooked = isHooked ? NODE_OPTIONS : `${NODE_OPTIONS} ${hook}`.trim();
  const bare: Variables = {};
  for (const name of VARIABLES)
    if (Object.hasOwn(environment, name)) bare[name] = environment[name];
  setEnvironmentData(KEY, bare);
  const env = {
    ...environment,
    NODE_OPTIONS: isWaitedFor ? hooked : hook,
    [OPTIONS_VARIABLE]: JSON.stringify(own),
  };
  try {
    // Inherits: the program may have options with getters, or on a prototype.
    return start({ __proto__: options ?? Object.prototype, env } as WorkerOptions);
  } finally {
    setEnvironmentData(KEY, undefined);
  }
}

/** Gives a worker the environment that the program has given it, once our options are read. */
export function restoreEnvironment(): void {
  const bare = getEnvironmentData(KEY) as Variables | undefined;
  if (bare === undefined) return;
  // Otherwise the workers that this one starts would have it, too.
  setEnvironmentData(KEY, undefined);
  for (const name of VARIABLES) {
    if (bare[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = bare[name];
  }
}
