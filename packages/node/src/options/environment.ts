import { checkAdapterOptions, withConfig } from '@coroscope/adapter';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { completeOptions, type NodeOptions } from './node-options.js';
import { OPTIONS_VARIABLE } from './passed-options.js';

/**
 * Reads the options. Where no command has written them, those of the configuration file fill in.
 *
 * @throws Error if the variable holds anything but options, or the file can't be read
 */
export function readOptions(environment: NodeJS.ProcessEnv): NodeOptions {
  const text = environment[OPTIONS_VARIABLE];
  const given = text === undefined ? {} : parse(text);
  if (given.runDirectory !== undefined) return completeOptions(given);
  return completeOptions(withConfig(OPTIONS_VARIABLE, given, 'node'));
}

function parse(text: string): Partial<NodeOptions> {
  let options: unknown;
  try {
    options = JSON.parse(text);
  } catch {
    throw refusal('is not JSON');
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw refusal('is not an object');
  }
  // Written by ourselves, for processes that the program starts.
  const {
    runDirectory: _,
    command: _1,
    stackSizeOption: _2,
    begun: _3,
    ...given
  } = options as Partial<NodeOptions>;
  checkAdapterOptions(OPTIONS_VARIABLE, given, 'node');
  return options;
}

function refusal(problem: string): CoroscopeError {
  return new CoroscopeError(
    `${OPTIONS_VARIABLE} ${problem}; set it to {"clock":"wall"}, for example`,
  );
}
