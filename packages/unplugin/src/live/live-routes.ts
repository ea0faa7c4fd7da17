import type { IncomingMessage, ServerResponse } from 'node:http';
import { readProfile, writeProfile, type Profile } from '@coroscope/profile';
import { boundedBody, BodyTooLong } from './bounded-body.js';
import type { FiguresStore } from './figures-store.js';
import {
  answerPageRequest,
  refusalOf,
  type AllowsHost,
  type PageDocument,
} from '@coroscope/report/page';
import { LIVE_PATH, type LiveFigures } from './live-protocol.js';
import { liveFigures, mergedProfile, type ReadSource } from './live-figures.js';

export interface LiveServer {
  store: FiguresStore;
  /** The text of a source that pages may see. */
  readSource: ReadSource;
  /** Other names than addresses and `localhost` by which the server may be called. */
  allowsHost: AllowsHost;
  /** Profiles of the server's own process. */
  ownProfiles(): Profile[];
  /** Makes all pages reset their figures; absent where there is no connection to them. */
  reset?(): void;
  canOpen: boolean;
}

/** Where the server of Vite opens files in an editor. */
const EDITOR = '/__open-in-editor?file=';

/** Answers are data, in which nothing runs. */
const POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Bytes of a profile that a page may send: those of a million contexts. */
const LONGEST_BODY = 64 * 1024 * 1024;

type Request = IncomingMessage & { originalUrl?: string };

/** Handles requests to `/__coroscope`; for the middlewares of Vite's two servers. */
export function liveRoutes(server: LiveServer) {
  return (request: Request, response: ServerResponse) => {
    answer(server, request, response).catch((error: Error) => {
      const isTooLong = error instanceof BodyTooLong;
      respondWithText(response, isTooLong ? 413 : 500, error.message);
      // What is still to come of it is not read.
      if (isTooLong) response.on('finish', () => request.destroy());
    });
  };
}

function respondWithText(response: ServerResponse, status: number, message: string) {
  return response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    .end(message);
}

async function answer(server: LiveServer, request: Request, response: ServerResponse) {
  const refusal = refusalOf(request, server.allowsHost, 'name it in server.allowedHosts');
  if (refusal !== undefined) return respondWithText(response, 403, refusal);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const page = searchParams.get('page') ?? '';
  const respond = (type: string, body: string) =>
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
      // The page's own requests are relative to it.
      if (request.originalUrl === LIVE_PATH) {
        return response.writeHead(302, { location: `${LIVE_PATH}/` }).end();
      }
      break;
    case 'GET /figures.json':
      return respond('application/json', JSON.stringify(tables(server)));
    case 'GET /profile.json': {
      const profile = mergedProfile(all(server), server.readSource);
      return respond('application/json', profile === undefined ? '' : writeProfile(profile));
    }
    case 'POST /figures':
      server.store.update(page, readProfile(await boundedBody(request, LONGEST_BODY), 'figures'));
      return done();
    case 'POST /close':
      server.store.close(page);
      return done();
    case 'POST /reset':
      server.store.clear();
      server.reset?.();
      return done();
    default:
      break;
  }
  const source = {
    documents: () => documents(server),
    isLive: true,
    ...(server.reset === undefined ? {} : { reset: 'reset' }),
    ...(server.canOpen ? { open: EDITOR } : {}),
  };
  if (!answerPageRequest(request, response, pathname.slice(1), source)) {
    response.writeHead(404).end();
  }
}

/** What the page shows: all figures as one profile, once there are any. */
function documents(server: LiveServer): PageDocument[] {
  const profile = mergedProfile(all(server), server.readSource);
  return profile === undefined ? [] : [{ kind: 'profile', name: 'live', profile }];
}

function all({ store, ownProfiles }: LiveServer): Profile[] {
  return [...store.profiles, ...ownProfiles()];
}

function tables(server: LiveServer): LiveFigures {
  const { readSource, reset, canOpen } = server;
  return liveFigures(all(server), readSource, { canReset: reset !== undefined, canOpen });
}
