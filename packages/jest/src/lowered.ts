/** The helpers by which Babel, SWC and TypeScript run async functions as generators. */
const HELPER = /\b(?:__awaiter|_?asyncToGenerator\d*|_async_to_generator)\b/;

/** Whether async functions have been compiled to what is none. */
export function isLowered(code: string, source: string): boolean {
  return HELPER.test(code) && !HELPER.test(source) && /\basync\b/.test(source);
}
