import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import type { Page } from 'playwright-core';
import { transform } from '@coroscope/transform';
import type { Profile } from '@coroscope/runtime';

const packages = join(__dirname, '../../..');

/** One of our entries, from the sources, as one file. */
export function bundled(entry: 'index' | 'global', format: 'esm' | 'iife'): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(packages, `browser/src/${entry}.ts`)],
    bundle: true,
    write: false,
    format,
    alias: { '@coroscope/runtime': join(packages, 'runtime/src/index.ts') },
  });
  return outputFiles[0]!.text;
}

/** A script as it is after the transform. */
export function instrumented(code: string, filename: string, runtimeModule?: string): string {
  return transform(code, {
    filename,
    runtimeModule,
    sourceType: runtimeModule ? 'module' : 'script',
  }).code;
}

export interface Site {
  /** Paths to HTML and JavaScript. */
  files: Record<string, string>;
  headers?: Record<string, string>;
}

export interface Server {
  origin: string;
  /** What was posted to `/figures`. */
  posted: Profile[];
  close(): void;
}

export async function serve({ files, headers }: Site): Promise<Server> {
  const posted: Profile[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (request.method === 'POST' && pathname === '/figures') {
      posted.push(JSON.parse(await text(request)) as Profile);
      response.writeHead(204).end();
      return;
    }
    // Chromium asks for an icon, and minds that there is none.
    const body = pathname === '/favicon.ico' ? '' : files[pathname];
    const type = /\.m?js$/.test(pathname) ? 'text/javascript' : 'text/html';
    response.writeHead(body === undefined ? 404 : 200, { ...headers, 'content-type': type });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    posted,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Everything that a page complains of. */
export function complaints(page: Page): string[] {
  const texts: string[] = [];
  page.on('pageerror', (error) => texts.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') texts.push(message.text());
  });
  return texts;
}
