import { VARIANTS, type VariantName } from './variant.js';

/**
 * Tests that read the source text of a function of their own: they compare it with what they say it
 * is, or that of two functions of one text, or search it. They pass where functions give their original
 * text.
 */
const READ_SOURCE_TEXT = [
  /\/Function\/prototype\/toString\//,
  /\/cpn-[a-z-]+-computed-property-name-from-(async-arrow-|arrow-|)function-expression\.js$/,
  /\/expressions\/addition\/S11\.6\.1_A3\.2_T1\.2\.js$/,
  /\/RegExp\/prototype\/exec\/S15\.10\.6\.2_A1_T9\.js$/,
];

/** Whether a test is known to tell a variant from the bare program. */
export function isKnownDifference(path: string, variant: VariantName): boolean {
  return (
    !VARIANTS[variant].transform?.sourceText &&
    READ_SOURCE_TEXT.some((pattern) => pattern.test(path))
  );
}
