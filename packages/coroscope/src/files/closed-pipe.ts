import { say } from '../messages/say.js';

/** The exit code for output that can't be written. */
const UNWRITABLE = 2;

/**
 * Has a reader of our output, such as `head`, end before all of it is written: that is no error. What else
 * goes wrong, as on a disk that is full, is said in one line.
 */
export function allowClosedPipe(stream: NodeJS.WriteStream): void {
  if (stream.listeners('error').includes(onError)) return;
  stream.on('error', onError);
}

function onError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  say(unwritableOutput(error));
  process.exitCode = UNWRITABLE;
}

/** Why nothing can be written to standard output, and what to do. */
export function unwritableOutput({ message }: Error): string {
  return `can't write what is printed (${message.split(', ')[0]}); send it elsewhere`;
}
