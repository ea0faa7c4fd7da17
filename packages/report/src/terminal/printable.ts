/** What would move a terminal's cursor or turn its text around, and halves of characters. */
const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Characters of a text that are shown. A name may have a megabyte, which nobody reads and all have to lay out. */
const LONGEST = 2000;

/** The text on one line, without control characters and halves of characters. */
export function printable(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
  return shown.replace(CONTROLS, ' ');
}
