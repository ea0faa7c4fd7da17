import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { readProfile, type Profile } from '@coroscope/profile';
import type { FiguresStore } from './figures-store.js';
import html from './live.html';
import css from './live.css';
import { LIVE_PATH, type LiveFigures } from './live-protocol.js';
import { liveFigures, mergedProfile } from './live-figures.js';

export interface LiveServer {
  store: FiguresStore;
  root: string;
  /** What the server's own process tells, beside the pages. */
  ownProfiles(): Profile[];
  /** Has all pages begin anew; absent where there is no connection to them. */
  reset?(): void;
  canOpen: boolean;
}

/** Bundled for the browser, beside this file. */
const scriptUrl = new URL('./live-page.js', import.meta.url);

/** The page runs nothing that is not a file of ours. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

type Request = IncomingMessage & { originalUrl?: string };

/** Answers what comes to `/__coroscope`; for the middlewares of Vite's two servers. */
export function liveRoutes(server: LiveServer) {
  return (request: Request, response: ServerResponse) => {
    answer(server, request, response).catch((error: Error) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(error.message);
    });
  };
}

async function answer(server: LiveServer, request: Request, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const page = searchParams.get('page') ?? '';
  const give = (type: string, body: string) =>
    response
      .writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
      })
      .end(body);
  const done = () => response.writeHead(204).end();
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      // What the page asks for is relative to it.
      if (request.originalUrl === LIVE_PATH) {
        return response.writeHead(302, { location: `${LIVE_PATH}/` }).end();
      }
      return give('text/html', html);
    case 'GET /live.css':
      return give('text/css', css);
    case 'GET /live-page.js':
      return give('text/javascript', readFileSync(scriptUrl, 'utf8'));
    case 'GET /figures.json':
      return give('application/json', JSON.stringify(tables(server)));
    case 'GET /profile.json':
      return give('application/json', JSON.stringify(mergedProfile(all(server), server.root)));
    case 'POST /figures':
      server.store.take(page, readProfile(await text(request), 'figures'));
      return done();
    case 'POST /leave':
      server.store.leave(page);
      return done();
    case 'POST /reset':
      server.store.clear();
      server.reset?.();
      return done();
    default:
      return response.writeHead(404).end();
  }
}

function all({ store, ownProfiles }: LiveServer): Profile[] {
  return [...store.profiles, ...ownProfiles()];
}

function tables(server: LiveServer): LiveFigures {
  const { root, reset, canOpen } = server;
  return liveFigures(all(server), root, { canReset: reset !== undefined, canOpen });
}
