import {
  readTrace,
  unpackComparison,
  unpackProfile,
  type Profile,
  type ShownComparison,
  type Trace,
} from '@coroscope/profile';
import { fromBase64, inflate } from './inflate.js';

/** What the page was given: a profile, a trace, a comparison, or why one can't be shown. */
export type PageDocument =
  | { kind: 'profile'; name: string; profile: Profile }
  | { kind: 'trace'; name: string; trace: Trace }
  | { kind: 'comparison'; name: string; shown: ShownComparison }
  | { kind: 'problem'; name: string; problem: string };

/** A document as a server lists it. */
interface ListedDocument {
  kind: string;
  name: string;
  /** Relative to that of the page. */
  url: string;
}

/** What a server answers when it is asked for its documents. */
interface DocumentList {
  /** Whether there may be newer ones. */
  isLive: boolean;
  documents: ListedDocument[];
  reset?: string;
  open?: string;
}

export interface Documents {
  documents: PageDocument[];
  /** Where newer ones can be had, if there may be any. */
  source?: string;
  /** What a post to empties all figures. */
  reset?: string;
  /** What opens a file in an editor, before its `path:line:column`. */
  open?: string;
}

const MARK = 'script[type="application/x-coroscope"]';

/** Reads all documents of the page: those that it holds, or those that its server lists. */
export async function loadDocuments(): Promise<Documents> {
  const elements = [...document.querySelectorAll<HTMLScriptElement>(MARK)];
  const source = elements.find(({ dataset }) => dataset.source !== undefined)?.dataset.source;
  if (source !== undefined) return fetchDocuments(source);
  const documents: PageDocument[] = [];
  for (const element of elements) {
    const { kind = '', name = '' } = element.dataset;
    const text = element.textContent;
    // What was decoded need not be kept twice.
    element.remove();
    documents.push(await readDocument(kind, name, () => inflate(fromBase64(text))));
  }
  return { documents };
}

/** Reads the documents that a server lists. */
export async function fetchDocuments(source: string): Promise<Documents> {
  const { isLive, documents, ...abilities } = (await (await get(source)).json()) as DocumentList;
  const read = await Promise.all(
    documents.map(({ kind, name, url }) =>
      readDocument(kind, name, async () => new Uint8Array(await (await get(url)).arrayBuffer())),
    ),
  );
  return { documents: read, ...abilities, ...(isLive ? { source } : {}) };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  throw new Error(`the server answers ${response.status}; is it still the same?`);
}

async function readDocument(
  kind: string,
  name: string,
  read: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<PageDocument> {
  try {
    const bytes = await read();
    if (kind === 'trace') return { kind, name, trace: readTrace(bytes, name) };
    if (kind === 'comparison') return { kind, name, shown: unpackComparison(bytes) };
    return { kind: 'profile', name, profile: unpackProfile(bytes) };
  } catch (error) {
    return { kind: 'problem', name, problem: (error as Error).message };
  }
}
