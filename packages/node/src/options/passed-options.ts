import { completeOptions, type NodeOptions } from './node-options.js';

/** The environment variable that carries the options, as JSON, to every thread and child process. */
export const OPTIONS_VARIABLE = 'COROSCOPE_OPTIONS';

/** The options that a command or an earlier process has written; undefined if none has. */
export function passedOptions(environment: NodeJS.ProcessEnv): NodeOptions | undefined {
  const text = environment[OPTIONS_VARIABLE];
  if (!text?.includes('"runDirectory"')) return undefined;
  try {
    const options = JSON.parse(text) as Partial<NodeOptions>;
    return options.runDirectory === undefined ? undefined : completeOptions(options);
  } catch {
    return undefined;
  }
}

export function writeOptions(environment: NodeJS.ProcessEnv, options: NodeOptions): void {
  environment[OPTIONS_VARIABLE] = JSON.stringify(options);
}
