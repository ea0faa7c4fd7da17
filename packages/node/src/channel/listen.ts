import type { Server, Socket } from 'node:net';
import { LONGEST_QUESTION, type SignedQuestion } from './messages.js';

/** Answers the questions of one connection: a line, and the lines that it announces. */
export type Respond = (question: SignedQuestion) => Iterable<string>;

/**
 * Listens for other processes of the same user. A connection that sends anything but a request is closed.
 *
 * @param address the path of a socket in a directory that is the user's alone, or the name of a pipe
 * @param connect called for each connection
 * @param onFailure called if nobody can be listened for
 */
export function listen(
  address: string,
  token: string,
  connect: () => Respond,
  onFailure: (error: NodeJS.ErrnoException) => void,
): Server {
  // Most programs are never asked anything: what listens is loaded after they have started.
  const { createServer } = process.getBuiltinModule('node:net');
  const { timingSafeEqual } = process.getBuiltinModule('node:crypto');
  const expected = Buffer.from(token);
  const isKnown = (given: unknown) => {
    const bytes = Buffer.from(typeof given === 'string' ? given : '');
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  };
  return createServer((socket) => {
    const respond = connect();
    // The other side is gone.
    socket.on('error', () => socket.destroy());
    onLine(socket, (line) => {
      const question = parse(line);
      if (question === undefined || !isKnown(question.token)) return socket.destroy();
      for (const answer of respond(question)) socket.write(`${answer}\n`);
      return;
    });
  })
    .on('error', onFailure)
    .listen(address);
}

function onLine(socket: Socket, callback: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) if (!socket.destroyed) callback(line);
    if (text.length > LONGEST_QUESTION) socket.destroy();
  });
}

function parse(line: string): SignedQuestion | undefined {
  try {
    const question: unknown = JSON.parse(line);
    return typeof question === 'object' && question !== null
      ? (question as SignedQuestion)
      : undefined;
  } catch {
    return undefined;
  }
}
