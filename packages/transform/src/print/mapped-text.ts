import type { EncodedSourceMap } from '@jridgewell/remapping';

const SPACE = 0;
const WORD = 1;
const LINE_END = 2;
const PUNCTUATOR = 3;

/** The kinds of ASCII characters; of all others, only two are not parts of words. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 10 || code === 13) return LINE_END;
  if (code <= 32) return SPACE;
  return /[\w$]/.test(String.fromCharCode(code)) ? WORD : PUNCTUATOR;
});

const DIGITS = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
);
const COMMA = 44;
/** The digit of 0. */
const ZERO = 65;
/** The largest number that one digit stands for. */
const ONE_DIGIT = 15;
const SEMICOLON = 59;
/** The most bytes of a segment: a separator and four numbers of at most seven digits each. */
const LONGEST_SEGMENT = 29;

/** A text of copied and emitted parts, with its source map. */
export class MappedText {
  #text = '';
  #line = 1;
  #column = 0;

  readonly #source: string;
  readonly #hasMap: boolean;
  /** The index at which each line of the source begins. */
  #lineStarts: number[];
  #sourceLine = 0;

  /** The mappings so far (https://tc39.es/ecma426/), and the values to which the next is relative. */
  #mappings: Uint8Array;
  #length = 0;
  #isFirstOfLine = true;
  #columnBefore = 0;
  #sourceLineBefore = 0;
  #sourceColumnBefore = 0;

  /** @param hasMap whether `map` will be called */
  constructor(source: string, hasMap: boolean) {
    this.#source = source;
    this.#hasMap = hasMap;
    this.#lineStarts = lineStarts(source);
    this.#mappings = new Uint8Array(hasMap ? 2 * source.length + LONGEST_SEGMENT : 0);
  }

  /** The line that is being written, from 1. */
  get line(): number {
    return this.#line;
  }

  /** Writes emitted text, on one line. */
  write(text: string): void {
    this.#text += text;
    this.#column += text.length;
  }

  endLine(): void {
    this.#text += '\n';
    this.#nextLine();
  }

  /** Maps emitted text that is about to be written to an index of the source. */
  mapTo(index: number): void {
    this.#seek(index);
    this.#map(this.#column, index - this.#lineStarts[this.#sourceLine]!);
  }

  /**
   * Copies a range of the source, and maps the start of each word and each character of a punctuator:
   * engines report the `.` of a member access and the `}` of a function as well as names.
   */
  copy(from: number, to: number): void {
    const source = this.#source;
    this.#text += source.slice(from, to);
    this.#seek(from);
    // The differences between an index in the source and its column in the text and in the source.
    let toColumn = this.#column - from;
    let toSourceColumn = -this.#lineStarts[this.#sourceLine]!;
    /** The index that was mapped last, if that is in this line. */
    let mapped = -1;
    let isInWord = false;
    for (let i = from; i < to; i++) {
      const code = source.charCodeAt(i);
      const kind = code < 128 ? KINDS[code] : isSeparator(code) ? LINE_END : WORD;
      if (kind === WORD || kind === PUNCTUATOR) {
        if (isInWord && kind === WORD) continue;
        isInWord = kind === WORD;
        if (!this.#hasMap) continue;
        const step = i - mapped;
        if (mapped >= 0 && step <= ONE_DIGIT) {
          this.#mapNext(step);
        } else {
          if (mapped >= 0) this.#haveMapped(mapped + toColumn, mapped + toSourceColumn);
          this.#map(i + toColumn, i + toSourceColumn);
        }
        mapped = i;
        continue;
      }
      isInWord = false;
      if (kind !== LINE_END || (code === 13 && source.charCodeAt(i + 1) === 10)) continue;
      if (mapped >= 0) this.#haveMapped(mapped + toColumn, mapped + toSourceColumn);
      mapped = -1;
      this.#nextLine();
      this.#sourceLine++;
      toColumn = toSourceColumn = -(i + 1);
    }
    if (mapped >= 0) this.#haveMapped(mapped + toColumn, mapped + toSourceColumn);
    this.#column = to + toColumn;
  }

  toString(): string {
    return this.#text;
  }

  map(filename: string): EncodedSourceMap {
    return {
      version: 3,
      sources: [filename],
      sourcesContent: [this.#source],
      names: [],
      mappings: new TextDecoder().decode(this.#mappings.subarray(0, this.#length)),
    };
  }

  #nextLine(): void {
    this.#line++;
    this.#column = 0;
    this.#columnBefore = 0;
    this.#isFirstOfLine = true;
    if (!this.#hasMap) return;
    this.#reserve();
    this.#mappings[this.#length++] = SEMICOLON;
  }

  /** Sets the current line of the source to that of `index`. */
  #seek(index: number): void {
    const starts = this.#lineStarts;
    let line = this.#sourceLine;
    while (line > 0 && starts[line]! > index) line--;
    while (line + 1 < starts.length && starts[line + 1]! <= index) line++;
    this.#sourceLine = line;
  }

  /** Maps what is so many columns after what was mapped last, in the text as in the source. */
  #mapNext(step: number): void {
    let length = this.#length;
    if (length + LONGEST_SEGMENT > this.#mappings.length) this.#reserve();
    const mappings = this.#mappings;
    const digit = DIGITS[step << 1]!;
    mappings[length++] = COMMA;
    mappings[length++] = digit;
    mappings[length++] = ZERO;
    mappings[length++] = ZERO;
    mappings[length++] = digit;
    this.#length = length;
  }

  /** Sets what the next mapping is relative to, after calls of `#mapNext`. */
  #haveMapped(column: number, sourceColumn: number): void {
    this.#columnBefore = column;
    this.#sourceColumnBefore = sourceColumn;
  }

  #map(column: number, sourceColumn: number): void {
    if (!this.#hasMap) return;
    this.#reserve();
    if (!this.#isFirstOfLine) this.#mappings[this.#length++] = COMMA;
    this.#isFirstOfLine = false;
    this.#number(column - this.#columnBefore);
    this.#number(0);
    this.#number(this.#sourceLine - this.#sourceLineBefore);
    this.#number(sourceColumn - this.#sourceColumnBefore);
    this.#columnBefore = column;
    this.#sourceLineBefore = this.#sourceLine;
    this.#sourceColumnBefore = sourceColumn;
  }

  #number(value: number): void {
    let rest = value < 0 ? (-value << 1) | 1 : value << 1;
    while (rest > 31) {
      this.#mappings[this.#length++] = DIGITS[(rest & 31) | 32]!;
      rest >>>= 5;
    }
    this.#mappings[this.#length++] = DIGITS[rest]!;
  }

  #reserve(): void {
    if (this.#length + LONGEST_SEGMENT <= this.#mappings.length) return;
    const larger = new Uint8Array(2 * this.#mappings.length);
    larger.set(this.#mappings);
    this.#mappings = larger;
  }
}

function lineStarts(source: string): number[] {
  const starts = [0];
  if (!/[\r\u2028\u2029]/.test(source)) {
    for (let i = 0; (i = source.indexOf('\n', i) + 1) > 0;) starts.push(i);
    return starts;
  }
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code > 13 && code < 0x2028) continue;
    if (code === 13 && source.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13 || isSeparator(code)) starts.push(i + 1);
  }
  return starts;
}

const isSeparator = (code: number) => code === 0x2028 || code === 0x2029;
