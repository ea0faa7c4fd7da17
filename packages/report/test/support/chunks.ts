/** What a text format has rendered, as a whole. */
export function textOf(chunks: Iterable<string | Uint8Array>): string {
  const parts = [...chunks];
  for (const part of parts) expect(typeof part).toBe('string');
  return parts.join('');
}
