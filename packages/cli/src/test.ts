/**
 * `node --import coroscope/test --test`: as `coroscope/register`, with functions that assertions know
 * by themselves. What the environment variable COROSCOPE_OPTIONS says is stronger.
 */
process.env.COROSCOPE_OPTIONS = withSourceText(process.env.COROSCOPE_OPTIONS ?? '{}');
await import('@coroscope/node/register');

/** What is no object in JSON is left for the hooks to refuse. */
function withSourceText(options: string): string {
  try {
    const given: unknown = JSON.parse(options);
    return Array.isArray(given) ? options : JSON.stringify({ sourceText: true, ...Object(given) });
  } catch {
    return options;
  }
}

export {};
