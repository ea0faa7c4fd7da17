import type { IncomingMessage } from 'node:http';

/** A request with a body that is longer than it may be. */
export class BodyTooLong extends Error {}

/**
 * Reads the body of a request, no further than to its bound.
 *
 * @param most Bytes.
 * @throws {BodyTooLong}
 */
export async function boundedBody(request: IncomingMessage, most: number): Promise<string> {
  const tooLong = () => new BodyTooLong(`the body is longer than ${most} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
