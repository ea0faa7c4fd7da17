/** Formats an error as one line that names the file. */
export function oneLine(error: unknown, path: string): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
  return text.includes(path) ? text : `${path}: ${text}`;
}
