import {
  countEvents,
  ProfileError,
  prune,
  pruneComparedTree,
  shortenTrace,
} from '@coroscope/profile';
import { fairShares } from './fair-shares.js';
import { compressedPageBytes } from './page-bytes.js';
import type { PageDocument } from './page-document.js';

/** What a page in a file holds at most, in all its documents: a browser has to read and keep it. */
export interface FileLimits {
  /** Contexts of profiles and comparisons. */
  contexts: number;
  /** Bytes of data, as the file has them: compressed, as text. */
  bytes: number;
}

export const FILE_LIMITS: FileLimits = { contexts: 1_000_000, bytes: 40e6 };

/** A document as it stands in a file. */
export interface FittedDocument {
  kind: PageDocument['kind'];
  name: string;
  bytes: Buffer;
  /** What the file has of it, as words: `the first 400 of 900 events`; undefined if it has all. */
  leftOut: string | undefined;
}

/** How often a document is made smaller until it fits: how well it compresses is known only then. */
const MOST_ATTEMPTS = 5;

/** Less than what is aimed at, since what is left compresses less well. */
const CAUTION = 0.95;

/**
 * Fits documents into a file: what is beyond the limits is left out, of the largest documents first. Of a profile and
 * a comparison, the heaviest contexts stay; of a trace, its beginning.
 */
export function fitDocuments(
  documents: readonly PageDocument[],
  limits: FileLimits = FILE_LIMITS,
): FittedDocument[] {
  const contexts = fairShares(documents.map(contextsOf), limits.contexts);
  const fitted = documents.map((document, i) =>
    contexts[i] < contextsOf(document) ? shrunk(document, contexts[i]) : whole(document),
  );
  const sizes = fitted.map(({ bytes }) => textLength(bytes));
  const shares = fairShares(sizes, limits.bytes);
  return documents.map((document, i) => {
    if (sizes[i] <= shares[i]) return fitted[i];
    return shrunkTo(document, shares[i], fitted[i], contexts[i] || eventsOf(document));
  });
}

/**
 * Makes a document smaller until it fits.
 *
 * @param length What its text may take.
 * @param from The document as it is too large.
 * @param units The contexts or events that it has then.
 */
function shrunkTo(
  document: PageDocument,
  length: number,
  from: FittedDocument,
  units: number,
): FittedDocument {
  let result = from;
  let most = units;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const size = textLength(result.bytes);
    if (size <= length) break;
    most = Math.floor((most * length * CAUTION) / size);
    // What can't be made smaller is as large as it is.
    if (most < 1) break;
    result = shrunk(document, most);
  }
  return result;
}

/** Characters of base64. */
function textLength({ length }: Uint8Array): number {
  return Math.ceil(length / 3) * 4;
}

/** Contexts that a document has; a trace is limited by its bytes only. */
function contextsOf(document: PageDocument): number {
  switch (document.kind) {
    case 'profile':
      return document.profile.threads.reduce(
        (sum, { contexts }) => sum + contexts.parent.length,
        0,
      );
    case 'comparison':
      return document.shown.tree?.parent.length ?? 0;
    case 'trace':
      return 0;
  }
}

/** Events that a document has: none where the file is no trace, of which the page says what is wrong with it. */
function eventsOf(document: PageDocument): number {
  if (document.kind !== 'trace') return 0;
  try {
    return countEvents(document.bytes, document.name);
  } catch (error) {
    if (error instanceof ProfileError) return 0;
    throw error;
  }
}

function whole(document: PageDocument): FittedDocument {
  const { kind, name } = document;
  return { kind, name, bytes: compressedPageBytes(document), leftOut: undefined };
}

const text = (count: number) => count.toLocaleString('en-US');

function heaviest(smaller: PageDocument, document: PageDocument): string {
  return `the heaviest ${text(contextsOf(smaller))} of ${text(contextsOf(document))} contexts`;
}

/** The document with so many contexts or events at most. */
function shrunk(document: PageDocument, most: number): FittedDocument {
  // Each context that is kept may have a block for those that are not.
  const kept = Math.floor(most / 2);
  switch (document.kind) {
    case 'profile': {
      const profile = prune(document.profile, { contexts: kept });
      const smaller = { ...document, profile };
      const some = heaviest(smaller, document);
      const notes = [
        ...profile.notes,
        `This page has ${some}: the others are put together in blocks beside them, so that sums are exact, but the ` +
          `figures of single functions may be too low. "coroscope view" shows all of them.`,
      ];
      return { ...whole({ ...smaller, profile: { ...profile, notes } }), leftOut: some };
    }
    case 'comparison': {
      const { shown } = document;
      const tree = shown.tree && pruneComparedTree(shown.tree, kept);
      const some = heaviest({ ...document, shown: { ...shown, tree } }, document);
      const notes = [
        ...(shown.notes ?? []),
        `This page has ${some} of both call trees: the others are put together in blocks beside them. "coroscope view" ` +
          `shows all of them.`,
      ];
      return { ...whole({ ...document, shown: { ...shown, tree, notes } }), leftOut: some };
    }
    case 'trace': {
      const some = `${text(most)} of ${text(eventsOf(document))} events`;
      const note = `This page has the first ${some}; "coroscope view" shows all of them.`;
      const bytes = shortenTrace(document.bytes, document.name, most, note);
      return { ...whole({ ...document, bytes }), leftOut: `the first ${some}` };
    }
  }
}
