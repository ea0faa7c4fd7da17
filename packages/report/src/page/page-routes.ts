import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageBytes } from './page-bytes.js';
import type { PageDocument } from './page-document.js';
import { renderServedPage } from './render-page.js';

/** What a server of the page shows. */
export interface PageSource {
  /** The documents as they are now. */
  documents(): readonly PageDocument[];
  /** Whether there may be newer ones, so that the page asks again and again. */
  isLive: boolean;
  /** What a post to empties all figures, relative to the page; absent where that can't be. */
  reset?: string;
  /** What opens a file in an editor, before its `path:line:column`; absent where nothing does. */
  open?: string;
}

const LIST = 'documents.json';

/** No other page may show this one, or learn its address. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Answers the requests of the page: for itself, for the list of its documents, and for each of them.
 *
 * @param path What follows the address of the page, without a query: empty for the page itself.
 * @returns false for a request that is none of these
 */
export function answerPageRequest(
  { method }: IncomingMessage,
  response: ServerResponse,
  path: string,
  { documents, ...abilities }: PageSource,
): boolean {
  if (method !== 'GET') return false;
  const answer = (type: string, body: string | Uint8Array) => {
    response.writeHead(200, { ...HEADERS, 'content-type': type }).end(body);
    return true;
  };
  if (path === '') return answer('text/html; charset=utf-8', renderServedPage(LIST));
  if (path === LIST) {
    const list = documents().map(({ kind, name }, i) => ({ kind, name, url: `documents/${i}` }));
    return answer(
      'application/json; charset=utf-8',
      JSON.stringify({ ...abilities, documents: list }),
    );
  }
  const index = /^documents\/(\d+)$/.exec(path)?.[1];
  const document = index === undefined ? undefined : documents()[Number(index)];
  return document !== undefined && answer('application/octet-stream', pageBytes(document));
}
