import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedConfig } from 'vite';
import { boundedBody, BodyTooLong } from '../src/live/bounded-body.js';
import { refusalOf } from '@coroscope/report/page';
import { hostsOf } from '../src/live/allowed-hosts.js';
import { sourceReader } from '../src/live/source-reader.js';

/** Says why the guard refuses a request with such headers; undefined if it does not. */
function refusal(
  method: string,
  headers: IncomingHttpHeaders,
  allowed: string[] | true = [],
): string | undefined {
  const asked = { method, headers } as Parameters<typeof refusalOf>[0];
  return refusalOf(asked, hostsOf(allowed, '0.0.0.0'), 'name it in server.allowedHosts');
}

describe('a request for figures', () => {
  it.each([
    'localhost:5173',
    'localhost',
    'app.localhost:80',
    '127.0.0.1:5173',
    '[::1]:5173',
    '192.168.1.7',
  ])('is answered at the host %s', (host) => {
    expect(refusal('GET', { host })).toBeUndefined();
  });

  it.each([
    'evil.example',
    'evil.example:5173',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.1.evil.example',
    '',
    'a b',
    'localhost/',
  ])('is refused at the host %j, which may be led here', (host) => {
    expect(refusal('GET', { host })).toContain('server.allowedHosts');
  });

  it('is answered at the hosts that Vite allows', () => {
    expect(refusal('GET', { host: 'my.test:80' }, ['my.test'])).toBeUndefined();
    expect(refusal('GET', { host: 'a.my.test' }, ['.my.test'])).toBeUndefined();
    expect(refusal('GET', { host: 'my.test' }, ['.my.test'])).toBeUndefined();
    expect(refusal('GET', { host: 'notmy.test' }, ['.my.test'])).toBeDefined();
    expect(refusal('GET', { host: 'any.example' }, true)).toBeUndefined();
    expect(refusal('GET', {}, true)).toBeDefined();
  });

  const host = 'localhost:5173';

  it('is not answered for another origin', () => {
    for (const origin of ['http://evil.example', 'http://localhost:8080', 'null', 'nonsense']) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        expect(refusal(method, { host, origin })).toContain('own origin');
      }
    }
    for (const site of ['cross-site', 'same-site']) {
      expect(refusal('GET', { host, 'sec-fetch-site': site })).toContain('own origin');
      const frame = { host, 'sec-fetch-site': site, 'sec-fetch-dest': 'iframe' };
      expect(refusal('GET', frame)).toContain('own origin');
    }
  });

  it('is answered for its own, for a program, and where a link is followed', () => {
    expect(refusal('GET', { host, origin: 'http://localhost:5173' })).toBeUndefined();
    expect(refusal('GET', { host, 'sec-fetch-site': 'same-origin' })).toBeUndefined();
    expect(refusal('GET', { host })).toBeUndefined();
    const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect(refusal('GET', link)).toBeUndefined();
    expect(refusal('GET', { host: 'localhost:443', origin: 'https://localhost' })).toBeUndefined();
  });

  it('has its own origin if it changes anything', () => {
    expect(refusal('POST', { host })).toContain('own origin');
    expect(refusal('POST', { host, origin: 'http://localhost:5173' })).toBeUndefined();
    expect(refusal('POST', { host, 'sec-fetch-site': 'same-origin' })).toBeUndefined();
    const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect(refusal('POST', link)).toContain('own origin');
  });
});

describe('the body of a request', () => {
  let server: Server;
  const bodies: (string | Error)[] = [];
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      boundedBody(incoming, 10)
        .catch((error: Error) => error)
        .then((body) => {
          bodies.push(body);
          response.end();
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => void (bodies.length = 0));

  /** Sends chunks one by one, without saying how many there will be unless told. */
  function post(chunks: string[], headers: Record<string, string> = {}): Promise<void> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const outgoing = request({ port, host: '127.0.0.1', method: 'POST', headers }, (response) => {
        response.resume().on('end', resolve);
      });
      outgoing.on('error', reject);
      for (const chunk of chunks) outgoing.write(chunk);
      outgoing.end();
    });
  }

  it('is read whole up to its bound', async () => {
    await post(['12345', '67890']);
    expect(bodies).toEqual(['1234567890']);
  });

  it('is not read further', async () => {
    await post(['12345', '67890', '1']);
    await post(['12345678901'], { 'content-length': '11' });
    expect(bodies).toEqual([expect.any(BodyTooLong), expect.any(BodyTooLong)]);
  });
});

describe('the source that a page is shown', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'coroscope-sources-'));
    mkdirSync(join(directory, 'app/src'), { recursive: true });
    for (const file of ['app/src/a.ts', 'app/.env', 'secret.ts', 'secret.txt']) {
      writeFileSync(join(directory, file), `text of ${file}`);
    }
    symlinkSync(join(directory, 'secret.ts'), join(directory, 'app/link.ts'));
  });
  afterAll(() => rmSync(directory, { recursive: true, maxRetries: 20 }));

  const reader = (fs: { strict: boolean; allow: string[] }) =>
    sourceReader({ root: join(directory, 'app'), server: { fs } } as unknown as ResolvedConfig);

  it('is code in the folders that Vite serves', () => {
    const read = reader({ strict: true, allow: [join(directory, 'app')] });
    expect(read('src/a.ts')).toBe('text of app/src/a.ts');
    expect(read('src/a.ts?worker_file&type=module')).toBe('text of app/src/a.ts');
    expect(read(join(directory, 'app/src/a.ts'))).toBe('text of app/src/a.ts');
    const outside = ['../secret.ts', join(directory, 'secret.ts'), 'link.ts', '.env', '.env?a.ts'];
    expect(outside.map(read)).toEqual(outside.map(() => undefined));
  });

  it('is all code where Vite serves everything', () => {
    const read = reader({ strict: false, allow: [] });
    expect(read('../secret.ts')).toBe('text of secret.ts');
    expect(read('../secret.txt')).toBeUndefined();
  });
});
