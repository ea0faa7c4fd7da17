/** Formats a location as `src/cart.ts:12`, relative to the working directory where the file is in it. */
export function sourceLocation({ file, line }: { file: string; line: number }): string {
  const { process } = globalThis as { process?: { cwd?: () => string } };
  const directory = `${process?.cwd?.() ?? ''}/`.replaceAll('\\', '/');
  const path = file.replaceAll('\\', '/');
  return `${path.startsWith(directory) ? path.slice(directory.length) : path}:${line}`;
}
