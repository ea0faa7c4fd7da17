import stringWidth from 'string-width';

export type Cut = 'start' | 'middle' | 'end';

/** The text in at most `width` columns, with the ellipsis where something was cut out. */
export function shorten(text: string, width: number, cut: Cut, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  const room = width - stringWidth(ellipsis);
  if (room <= 0) return '';
  const graphemes = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const head = cut === 'start' ? 0 : cut === 'end' ? room : Math.ceil(room / 2);
  return fit(graphemes, head) + ellipsis + fitEnd(graphemes, room - head);
}

function fit(graphemes: string[], width: number): string {
  let text = '';
  for (const grapheme of graphemes) {
    if (stringWidth(text + grapheme) > width) break;
    text += grapheme;
  }
  return text;
}

function fitEnd(graphemes: string[], width: number): string {
  let text = '';
  for (const grapheme of graphemes.toReversed()) {
    if (stringWidth(grapheme + text) > width) break;
    text = grapheme + text;
  }
  return text;
}
