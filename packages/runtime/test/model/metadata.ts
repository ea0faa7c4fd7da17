/** The functions of the model's file, by the kind of their bodies. */
export const FUNCTIONS = {
  sync: [0, 1, 2],
  module: [3],
  counted: [4],
  async: [5, 6],
  generator: [7, 8],
  asyncGenerator: [9],
  asyncModule: [10],
};
export const FUNCTION_COUNT = 11;
export const SITE_COUNT = 6;

/** One digit of encoded metadata: a number below 32. */
const digit = (value: number) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'[value];
const NO_DIFFERENCE = digit(0);
const NEXT = digit(2);

const functions = Array.from({ length: FUNCTION_COUNT }, (_, fn) => {
  const [kind, line, column, shared, name] = [0, NO_DIFFERENCE, 0, 0, `f${fn}`];
  return digit(kind) + line + digit(column) + digit(shared) + digit(name.length) + name;
});
// Each on a line of its own, which identifies it in the profile.
const sites = Array.from({ length: SITE_COUNT }, () => {
  const [kind, fn, line, column] = [0, NO_DIFFERENCE, NEXT, 0];
  return digit(kind) + fn + line + digit(column);
});

/** Names that file's functions `f0`, `f1` …; the first site is on line 1. */
export const METADATA = digit(FUNCTION_COUNT * 2) + functions.join('') + sites.join('');
