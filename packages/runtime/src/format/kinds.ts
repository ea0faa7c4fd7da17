/** How a function's body runs. Encoded metadata holds the index: a new kind goes last. */
export const FUNCTION_KINDS = [
  'module',
  'function',
  'async',
  'generator',
  'asyncGenerator',
] as const;

export type FunctionKind = (typeof FUNCTION_KINDS)[number];

/** What an activation does at a site. Encoded metadata holds the index: a new kind goes last. */
export const SITE_KINDS = [
  'await',
  'yield',
  'yield*',
  'for await',
  'await using',
  // An async function's returned promise, or the implicit await of an async generator's `return`.
  'return',
] as const;

export type SiteKind = (typeof SITE_KINDS)[number];
