import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Received {
  url: URL;
  headers: IncomingHttpHeaders;
  /** As it was before it was compressed for transport. */
  body: Buffer<ArrayBuffer>;
}

/** What the receiver says to a request. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}

export interface Receiver {
  address: string;
  received: Received[];
}

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Starts a server that keeps what it gets; it is closed after the test. */
export async function receiver(
  answer: (count: number) => Answer | Promise<Answer> = () => ({ status: 200 }),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers } = request;
      const sent = Buffer.concat(chunks);
      const body = headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      received.push({ url: new URL(request.url!, 'http://localhost'), headers, body });
      void Promise.resolve(answer(received.length)).then(({ status, headers: more, text }) => {
        response.writeHead(status, more).end(text);
      });
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, received };
}
