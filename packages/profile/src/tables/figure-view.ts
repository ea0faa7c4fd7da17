import type { ContextFigures } from '../figures/figures.js';
import { summedFigures, type ContextColumns } from './context-columns.js';

const FIGURES = summedFigures('context').outermost;

/**
 * A row of columns, with its figures as properties. There may be a million of them: they hold no figures
 * themselves.
 */
class View {
  readonly #columns: ContextColumns;
  readonly #row: number;

  constructor(columns: ContextColumns, row: number) {
    this.#columns = columns;
    this.#row = row;
  }

  static {
    for (const name of FIGURES) {
      Object.defineProperty(this.prototype, name, {
        enumerable: true,
        get(this: View) {
          return this.#columns[name]?.[this.#row];
        },
      });
    }
  }
}

export const FigureView = View as unknown as new (
  columns: ContextColumns,
  row: number,
) => ContextFigures;
