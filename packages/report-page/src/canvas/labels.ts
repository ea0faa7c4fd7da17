/** Fits texts into widths: cut from the left, since the end of a name says most. */
export class Labels {
  readonly #context: CanvasRenderingContext2D;
  readonly #ellipsis: number;
  readonly #character: number;
  readonly #widths = new Map<string, number>();

  /** @param context With its font set. */
  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.#ellipsis = context.measureText('…').width;
    this.#character = context.measureText('m').width;
  }

  width(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = this.#context.measureText(text).width;
      this.#widths.set(text, width);
    }
    return width;
  }

  /** The text, or its end behind an ellipsis; empty where there is no room for two characters. */
  fit(text: string, room: number): string {
    if (this.width(text) <= room) return text;
    if (room < this.#ellipsis + 2 * this.#character) return '';
    const characters = [...text];
    let low = 1;
    let high = characters.length;
    // The shortest cut that fits.
    while (low < high) {
      const middle = (low + high) >>> 1;
      const rest = this.#context.measureText(characters.slice(middle).join('')).width;
      if (rest + this.#ellipsis <= room) high = middle;
      else low = middle + 1;
    }
    return `…${characters.slice(low).join('')}`;
  }
}
