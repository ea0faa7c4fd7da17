/** What Python's `marshal` reads: a string, a whole number, a float, a tuple, a dictionary. */
export type Marshalled =
  string | number | Float | Encoded | Marshalled[] | Map<Marshalled, Marshalled>;

/** A number that is a float in Python, whole or not. */
export class Float {
  constructor(readonly value: number) {}
}

/** A value that has been encoded, since it is written many times. */
export class Encoded {
  readonly bytes: Uint8Array;

  constructor(value: Marshalled) {
    this.bytes = marshal(value);
  }
}

/**
 * Writes a value as Python's `marshal` does.
 *
 * @see https://github.com/python/cpython/blob/main/Python/marshal.c
 */
export function marshal(value: Marshalled): Uint8Array {
  const writer = new MarshalWriter();
  writer.write(value);
  return writer.bytes();
}

const LARGEST_INT = 2 ** 31 - 1;
/** Bits of a digit of a long number. */
const DIGIT_BITS = 15;

class MarshalWriter {
  #buffer = Buffer.alloc(1 << 10);
  #length = 0;

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  write(value: Marshalled): void {
    if (typeof value === 'string') this.#string(value);
    else if (typeof value === 'number') this.#integer(value);
    else if (value instanceof Float) this.#float(value.value);
    else if (value instanceof Encoded) this.#raw(value.bytes);
    else if (Array.isArray(value)) this.#tuple(value);
    else this.#dictionary(value);
  }

  #string(value: string): void {
    const bytes = Buffer.from(value);
    this.#typeAndInt32(Type.Unicode, bytes.length);
    this.#raw(bytes);
  }

  #integer(value: number): void {
    if (Math.abs(value) <= LARGEST_INT) {
      this.#typeAndInt32(Type.Int, value);
      return;
    }
    const digits: number[] = [];
    for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 2 ** DIGIT_BITS)) {
      digits.push(rest % 2 ** DIGIT_BITS);
    }
    this.#typeAndInt32(Type.Long, Math.sign(value) * digits.length);
    for (const digit of digits) {
      const at = this.#reserve(2);
      this.#buffer.writeUInt16LE(digit, at);
    }
  }

  #float(value: number): void {
    const at = this.#reserve(9);
    this.#buffer[at] = Type.Float;
    this.#buffer.writeDoubleLE(value, at + 1);
  }

  #tuple(values: Marshalled[]): void {
    this.#typeAndInt32(Type.Tuple, values.length);
    for (const value of values) this.write(value);
  }

  #dictionary(entries: Map<Marshalled, Marshalled>): void {
    this.#type(Type.Dictionary);
    for (const [key, value] of entries) {
      this.write(key);
      this.write(value);
    }
    this.#type(Type.End);
  }

  #raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#buffer.set(bytes, at);
  }

  #type(type: Type): void {
    const at = this.#reserve(1);
    this.#buffer[at] = type;
  }

  #typeAndInt32(type: Type, value: number): void {
    const at = this.#reserve(5);
    this.#buffer[at] = type;
    this.#buffer.writeInt32LE(value, at + 1);
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

/** The letters that say what follows. */
const enum Type {
  Dictionary = 0x7b, // {
  End = 0x30, // 0
  Float = 0x67, // g
  Int = 0x69, // i
  Long = 0x6c, // l
  Tuple = 0x28, // (
  Unicode = 0x75, // u
}
