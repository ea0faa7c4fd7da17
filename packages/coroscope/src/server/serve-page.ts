import { CoroscopeError } from '@coroscope/node';
import { refusalOf } from '@coroscope/report';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a page is served: at a port of this machine, 0 for a free one, or a UNIX socket or named pipe. */
export type PageAddress = { port: number } | { socket: string };

export interface ServedPage {
  /** What a browser opens; of a socket what a client asks for. */
  url: string;
  close(): void;
}

/**
 * Answers a request.
 *
 * @param path what follows the address of the page
 * @returns false for one that is not known
 */
export type AnswerRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => boolean | Promise<boolean>;

const LOOPBACK = '127.0.0.1';
const TOKEN_BYTES = 16;

/** A socket is for its user. */
const SOCKET_MASK = 0o177;

/**
 * Serves a page on this machine to who knows its address, and to no other site.
 *
 * @param option the option that names the address
 * @throws {CoroscopeError} if nothing can listen there
 */
export async function servePage(
  address: PageAddress,
  option: string,
  answer: AnswerRequest,
): Promise<ServedPage> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer((request, response) => {
    const refuse = (status: number, reason: string) =>
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(reason);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return refuse(403, refusal);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, given, path] = /^\/([^/]*)\/(.*)$/.exec(pathname) ?? [];
    if (given === undefined || !isSame(given, token)) return response.writeHead(404).end();
    Promise.resolve(answer(request, response, path))
      .then((isKnown) => {
        if (!isKnown) response.writeHead(404).end();
      })
      .catch((error: Error) => refuse(503, error.message));
    return undefined;
  });
  const mask = 'socket' in address ? process.umask(SOCKET_MASK) : undefined;
  try {
    if ('socket' in address) server.listen(address.socket);
    else server.listen(address.port, LOOPBACK);
    if (mask !== undefined) process.umask(mask);
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = 'socket' in address ? address.socket : `port ${address.port}`;
    throw new CoroscopeError(`can't listen on ${where} (${code}); name another with ${option}`);
  }
  const host =
    'socket' in address ? 'localhost' : `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/${token}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
