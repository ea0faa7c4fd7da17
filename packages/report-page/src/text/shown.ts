/** What would break a line, turn a text around, or is half a character. */
const INVISIBLE =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/** Characters of a text that a page shows: a name may be a megabyte. */
const LONGEST = 400;

/** A text from a document as the page shows it: on one line, with what can't be seen as escapes. */
export function shown(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(INVISIBLE, escaped);
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
