/** Characters of a chunk: large enough that writing one is not what takes the time. */
const CHUNK = 1 << 16;

/** Joins small pieces of text to chunks. */
export function* textChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Separates the elements of a JSON array by commas. */
export function* commaSeparated(elements: Iterable<string>): Generator<string> {
  let separator = '';
  for (const element of elements) {
    yield separator + element;
    separator = ',\n';
  }
}
