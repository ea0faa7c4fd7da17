/** Degrees of transparency that columns are drawn in: neighbours that look alike become one rectangle. */
const DEGREES = 8;

/** Draws columns of a pixel in as few rectangles as look the same: there may be tens of thousands a frame. */
export class ColumnRuns {
  readonly #context: CanvasRenderingContext2D;
  readonly #height: number;
  #from = 0;
  #to = 0;
  #top = 0;
  #colour = '';
  #degree = 0;

  constructor(context: CanvasRenderingContext2D, height: number) {
    this.#context = context;
    this.#height = height;
  }

  /** @param alpha From 0 to 1. */
  add(column: number, top: number, colour: string, alpha: number): void {
    const degree = Math.max(1, Math.round(alpha * DEGREES));
    const continues =
      column <= this.#to && top === this.#top && colour === this.#colour && degree === this.#degree;
    if (!continues) {
      this.flush();
      this.#from = column;
      this.#top = top;
      this.#colour = colour;
      this.#degree = degree;
    }
    this.#to = column + 1;
  }

  /** Draws what has been added last. */
  flush(): void {
    if (this.#to <= this.#from) return;
    this.#context.globalAlpha = this.#degree / DEGREES;
    this.#context.fillStyle = this.#colour;
    this.#context.fillRect(this.#from, this.#top, this.#to - this.#from, this.#height);
    this.#context.globalAlpha = 1;
    this.#to = this.#from = 0;
  }
}
