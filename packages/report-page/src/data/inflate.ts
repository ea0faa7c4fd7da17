/** Characters of base64 that are decoded at once; divisible by four. */
const CHUNK = 4 * 2 ** 18;

interface WithBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

/** The bytes of a text of base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as WithBase64).fromBase64;
  if (native !== undefined) return native.call(Uint8Array, text);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let position = 0;
  for (let i = 0; i < text.length; i += CHUNK) {
    const binary = atob(text.slice(i, i + CHUNK));
    for (let j = 0; j < binary.length; j++) bytes[position++] = binary.charCodeAt(j);
  }
  return bytes;
}

/** Decompresses what gzip has compressed. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
