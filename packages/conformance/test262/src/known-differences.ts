/** Tests that are known to tell an instrumented program from a bare one, and why. */
const KNOWN_DIFFERENCES: readonly { paths: RegExp; reason: string }[] = [
  {
    paths:
      /\/cpn-[a-z-]+-computed-property-name-from-(async-arrow-|arrow-|)function-expression\.js$|\/S11\.6\.1_A3\.2_T1\.2\.js$/,
    reason: 'They take two function literals of one text to have one source text.',
  },
];

export function isKnownDifference(path: string): boolean {
  return KNOWN_DIFFERENCES.some(({ paths }) => paths.test(path));
}
