import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from 'hyparquet-writer';

/** Rows that are in memory at once. */
export const ROW_GROUP = 50_000;

/** Writes a Parquet file, a group of rows at a time. */
export class ParquetFile {
  readonly #bytes = new ByteWriter();
  readonly #file: ParquetWriter;

  /**
   * @param columns Without rows: names and types.
   * @param metadata What the file says of itself.
   */
  constructor(columns: ColumnSource[], metadata: Record<string, string>) {
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: columns }),
      createdBy: 'coroscope',
      // Only times are looked for by range.
      statistics: false,
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({
        key: `coroscope.${key}`,
        value,
      })),
    });
  }

  /** @returns The bytes of a group of rows. */
  write(columns: ColumnSource[], count: number): Uint8Array {
    void this.#file.write({ columnData: columns, rowGroupSize: count });
    return this.#take();
  }

  /** @returns The bytes that end the file. */
  finish(): Uint8Array {
    void this.#file.finish();
    return this.#take();
  }

  #take(): Uint8Array {
    const written = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return written;
  }
}
