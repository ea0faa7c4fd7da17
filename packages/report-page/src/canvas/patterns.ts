import type { Palette } from './palette.js';

export type Fill = string | CanvasPattern;

/** What fills each kind of time: a pattern besides the colour, for those who can't tell the colours apart. */
export interface Fills {
  onStack: Fill;
  outside: Fill;
  undecided: Fill;
  contended: Fill;
  paused: Fill;
}

/** Pixels of a tile, on a screen of one pixel a pixel. */
const TILE = 6;

export function createFills(palette: Palette, pixelRatio: number): Fills {
  const { onStack, waiting, waitingSoft, contended, contendedSoft, paused, page } = palette;
  const size = Math.round(TILE * pixelRatio);
  const tile = (background: string, draw: (context: CanvasRenderingContext2D) => void) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = canvas.getContext('2d')!;
    context.fillStyle = background;
    context.fillRect(0, 0, size, size);
    draw(context);
    const pattern = context.createPattern(canvas, 'repeat')!;
    // Drawn in pixels of the screen, and used under a scale.
    pattern.setTransform(new DOMMatrix([1 / pixelRatio, 0, 0, 1 / pixelRatio, 0, 0]));
    return pattern;
  };
  const stroke = (context: CanvasRenderingContext2D, colour: string, directions: number[]) => {
    context.strokeStyle = colour;
    context.lineWidth = size / 4;
    context.beginPath();
    for (const direction of directions) {
      // Three parallels, so that the tiles meet.
      for (const shift of [-size, 0, size]) {
        context.moveTo(shift, direction > 0 ? size : 0);
        context.lineTo(shift + size, direction > 0 ? 0 : size);
      }
    }
    context.stroke();
  };
  const dots = (context: CanvasRenderingContext2D, colour: string) => {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(size / 2, size / 2, size / 4.2, 0, 2 * Math.PI);
    context.fill();
  };
  return {
    onStack,
    outside: tile(waitingSoft, (context) => stroke(context, waiting, [1])),
    undecided: tile(waitingSoft, (context) => dots(context, waiting)),
    contended: tile(contendedSoft, (context) => stroke(context, contended, [1, -1])),
    paused: tile(page, (context) => dots(context, paused)),
  };
}
