/**
 * Writes messages of Protocol Buffers field by field.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class MessageWriter {
  #buffer = Buffer.alloc(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written since the last time. */
  take(): Uint8Array {
    const bytes = new Uint8Array(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
    return bytes;
  }

  /** A whole number that is not negative. */
  varint(field: number, value: number): this {
    this.#varint(field * WIRE_TYPES + Wire.Varint);
    return this.#varint(value);
  }

  fixed64(field: number, value: bigint): this {
    this.#varint(field * WIRE_TYPES + Wire.Fixed64);
    const at = this.#reserve(8);
    this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    return this;
  }

  double(field: number, value: number): this {
    this.#varint(field * WIRE_TYPES + Wire.Fixed64);
    const at = this.#reserve(8);
    this.#buffer.writeDoubleLE(value, at);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value));
  }

  /** Bytes, or an encoded message. */
  bytes(field: number, value: Uint8Array): this {
    this.#varint(field * WIRE_TYPES + Wire.Bytes);
    this.#varint(value.length);
    return this.raw(value);
  }

  /**
   * Whole numbers as one field, packed.
   *
   * @param count How many there are; all unless given.
   */
  packed(field: number, values: ArrayLike<number>, count = values.length): this {
    let bytes = 0;
    for (let i = 0; i < count; i++) bytes += varintSize(values[i]);
    this.#varint(field * WIRE_TYPES + Wire.Bytes);
    this.#varint(bytes);
    for (let i = 0; i < count; i++) this.#varint(values[i]);
    return this;
  }

  /** A message that has been written to another writer, which is empty afterwards. */
  message(field: number, from: MessageWriter): this {
    this.bytes(field, from.#buffer.subarray(0, from.#length));
    from.#length = 0;
    return this;
  }

  /** Fields that have been encoded. */
  raw(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#buffer.set(value, at);
    return this;
  }

  #varint(value: number): this {
    let rest = value;
    while (rest > 127) {
      const at = this.#reserve(1);
      this.#buffer[at] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    const at = this.#reserve(1);
    this.#buffer[at] = rest;
    return this;
  }

  /** Makes room, perhaps in another buffer. */
  #reserve(bytes: number): number {
    const at = this.#length;
    if (at + bytes > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#buffer.length * 2, at + bytes));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#length = at + bytes;
    return at;
  }
}

/** Bytes of a whole number that is not negative. */
function varintSize(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

const WIRE_TYPES = 8;

enum Wire {
  Varint = 0,
  Fixed64 = 1,
  Bytes = 2,
}
