/** Every engine that we serve has it; it is no part of the language. */
const { TextDecoder } = globalThis as unknown as {
  TextDecoder: new () => { decode(bytes: Uint8Array): string };
};

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
