import { CoroscopeError, type Program } from '@coroscope/node';
import { requireProgram } from '../files/program-file.js';

/** A program, and how it is run. */
interface NamedProgram {
  program: Program;
  args: string[];
  /** Whether `--` said where the program begins. */
  isExplicit: boolean;
}

/**
 * Finds the program that arguments name.
 *
 * @param named The script, or `--` and a command or a script, with what is its own.
 * @throws {CoroscopeError} if there is none, or it takes no options of Node
 */
export function programOf(named: readonly string[], nodeOptions: string[] = []): NamedProgram {
  const isExplicit = named[0] === '--';
  const [name, ...args] = isExplicit ? named.slice(1) : named;
  if (name === undefined) {
    throw new CoroscopeError(
      'there is no command after --; give one, such as: coroscope run -- npm start',
    );
  }
  const program = isExplicit ? explicitProgram(name) : requireProgram(name);
  if ('script' in program) return { program: { ...program, nodeOptions }, args, isExplicit };
  if (nodeOptions.length === 0) return { program, args, isExplicit };
  throw new CoroscopeError(
    `${nodeOptions[0]} is for Node, and ${name} is another command; set the environment variable NODE_OPTIONS instead`,
  );
}

/** After `--`, what does not have the extension of a script is a command. */
function explicitProgram(name: string): Program {
  return /\.[cm]?[jt]sx?$/.test(name) ? requireProgram(name) : { command: name };
}
