/** Appends a source map to the code that it belongs to. */
export function withSourceMap(code: string, map: object | null | undefined): string {
  if (!map) return code;
  const encoded = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}
