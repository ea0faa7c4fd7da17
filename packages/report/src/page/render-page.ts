import { FILE_LIMITS, fitDocuments } from './fit-documents.js';
import type { PageDocument } from './page-document.js';
import { pageTemplate } from './template.js';

/** Bytes that become one string of base64; divisible by three, so that the strings can be joined. */
const CHUNK = 3 * 2 ** 18;

/**
 * Renders a page that holds all it shows, for a file that is opened from disk.
 *
 * @param onLeftOut Takes a sentence for each document that is too large for a file, of which the page has a part.
 */
export function* renderPage(
  documents: readonly PageDocument[],
  onLeftOut?: (sentence: string) => void,
  limits = FILE_LIMITS,
): Iterable<string> {
  const { before, after } = pageTemplate();
  yield before;
  for (const { kind, name, bytes, leftOut } of fitDocuments(documents, limits)) {
    // The browser runs nothing of a type that it does not know, and no text of base64 ends the element.
    yield `<script type="application/x-coroscope" data-kind="${kind}" data-name="${escapeAttribute(name)}">`;
    for (let i = 0; i < bytes.length; i += CHUNK) {
      yield bytes.toString('base64', i, Math.min(bytes.length, i + CHUNK));
    }
    yield '</script>\n';
    if (leftOut === undefined) continue;
    const which = documents.length > 1 ? ` of ${name}` : '';
    onLeftOut?.(`the page has ${leftOut}${which}; to see all of them: coroscope view`);
  }
  yield after;
}

/**
 * Renders a page without data, for a server.
 *
 * @param source Where the page gets the list of its documents, a URL relative to its own.
 */
export function renderServedPage(source: string): string {
  const { before, after } = pageTemplate();
  return `${before}<script type="application/x-coroscope" data-source="${escapeAttribute(source)}"></script>\n${after}`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
