import type * as t from '@babel/types';
import type { EncodedSourceMap } from '@jridgewell/remapping';
import { printEmitted } from './emitted-text.js';
import { MappedText } from './mapped-text.js';
import { endOf, isEmitted, startOf } from './places.js';
import { codeKeys } from './walk.js';

/**
 * Prints an instrumented tree, every statement on its line of the source.
 *
 * @param hasMarks whether comments were put into the tree
 */
export function print(
  ast: t.File,
  code: string,
  filename: string,
  { sourceMap, hasMarks }: { sourceMap: boolean; hasMarks: boolean },
): { code: string; map: EncodedSourceMap | null } {
  const text = new Printer(code, ast.comments ?? [], hasMarks).printAll(ast.program);
  return { code: text.toString(), map: sourceMap ? text.map(filename) : null };
}

/** A comment that would name the map of the code before it was instrumented. */
const SOURCE_MAP_COMMENT = /^[#@]\s*sourceMappingURL=/;

const SPACE = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/.source;
const BEFORE_STATIC_BODY = new RegExp(`static${SPACE}`, 'y');
const BEFORE_PARAMETERS = new RegExp(
  `(?:async${SPACE})?function${SPACE}(?:\\*${SPACE})?[^\\s(</]+`,
  'y',
);
/** What would go on with the expression before it, had the line not ended. */
const CONTINUATION = new RegExp(`${SPACE}(?:[([\`+<-]|/(?![/*]))`, 'y');
const PART_OF_WORD = /[\w$\u0080-\uffff]/;

/** Statements after which no semicolon is needed. */
const ENDING_IN_BRACE: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ClassDeclaration',
  'FunctionDeclaration',
  'SwitchStatement',
  'TryStatement',
]);

type Fields = Record<string, t.Node | (t.Node | null)[] | null | undefined>;

/** A part of the source that is not copied where it stands. */
interface Omission {
  start: number;
  end: number;
}

/**
 * Prints by copying. What the parser made comes out as it was written, comments and layout included;
 * what was emitted is put into words. The printer walks the tree to find it, with a cursor in the
 * source up to which everything has been printed.
 */
export class Printer {
  readonly #code: string;
  readonly #text: MappedText;
  readonly #hasMarks: boolean;
  #omissions: Omission[];
  #cursor = 0;
  #isElsewhere = false;

  constructor(code: string, comments: readonly t.Comment[], hasMarks: boolean) {
    this.#code = code;
    this.#text = new MappedText(code);
    this.#hasMarks = hasMarks;
    this.#omissions = comments
      .filter(({ value }) => SOURCE_MAP_COMMENT.test(value))
      .map(({ start, end }) => ({ start: start!, end: end! }));
  }

  printAll(program: t.Program): MappedText {
    this.#printChildren(program);
    this.#copyTo(this.#code.length);
    return this.#text;
  }

  /** Prints a node that stands in an emitted one. */
  print(node: t.Node): void {
    if (isEmitted(node)) {
      if (this.#hasMarks) this.#printMarks(node.leadingComments);
      printEmitted(node, this);
      return;
    }
    const isSequence = node.type === 'SequenceExpression';
    if (isSequence) this.write('(');
    if (node.start! < this.#cursor) this.#elsewhere(node.start!, () => this.#printSource(node));
    else this.#printSource(node);
    if (isSequence) this.write(')');
  }

  /** The statements of an emitted block. */
  printStatements(statements: readonly t.Statement[]): void {
    this.#printMixed(statements, this.#cursor, false);
  }

  /** A function expression that was a declaration. */
  printWithoutName(node: t.FunctionExpression): void {
    this.write(`${node.async ? 'async ' : ''}function${node.generator ? '*' : ''} `);
    this.#cursor = this.#after(BEFORE_PARAMETERS, node.start!);
    this.#printChildren(node);
    this.#copyTo(node.end!);
  }

  write(text: string): void {
    this.#text.write(text);
  }

  /** Ends lines until the given one is reached, unless what is printed comes from another line. */
  catchUp(line: number): void {
    if (this.#isElsewhere) return;
    while (this.#text.line < line) this.#text.endLine();
  }

  #printSource(node: t.Node): void {
    this.#cursor = node.start!;
    this.#printInSource(node);
    this.#copyTo(node.end!);
  }

  /** Prints what was emitted in a node of the parser, and what comes before it in the source. */
  #printChildren(node: t.Node): void {
    const fields = node as unknown as Fields;
    for (const key of codeKeys(node)) {
      const child = fields[key];
      if (child === null || child === undefined) continue;
      if (!Array.isArray(child)) this.#printInSource(child);
      else if (key === 'body' && child.some((element) => isEmitted(element!))) {
        this.#printMixed(child as t.Statement[], this.#startOfBody(node), true);
      } else {
        for (const element of child) if (element !== null) this.#printInSource(element);
      }
    }
  }

  /** As `print`, for a node that stands in one of the parser's. */
  #printInSource(node: t.Node): void {
    if (isEmitted(node)) {
      this.#printInPlace(node);
      return;
    }
    if (this.#hasMarks) {
      this.#printMarks(node.leadingComments, node.start!);
      this.#printMarks(node.innerComments, node.start! + 1);
    }
    this.#printChildren(node);
  }

  #printInPlace(node: t.Node): void {
    this.#copyTo(startOf(node));
    if (PART_OF_WORD.test(this.#code.charAt(this.#cursor - 1))) this.write(' ');
    this.print(node);
    this.#cursor = Math.max(this.#cursor, endOf(node));
    // A `yield` without a value ends where the line does; the call that it is in would not.
    if (isBareYield(node) && this.#after(CONTINUATION, this.#cursor) > 0) this.write(';');
  }

  /**
   * Prints statements of which some were emitted. Those that have no place in the source, or one
   * further down, go before the next that has one.
   *
   * @param start where the first one may go
   */
  #printMixed(statements: readonly t.Statement[], start: number, isInSource: boolean): void {
    const starts = statements.map(startOf);
    const waits = placeless(starts);
    let waiting: t.Statement[] = [];
    let last: t.Statement | null = null;
    let isApart = isInSource;
    const printNext = (statement: t.Statement) => {
      if (!isApart) this.write(' ');
      this.#printStatement(statement);
      isApart = false;
    };
    statements.forEach((statement, i) => {
      if (waits[i]) {
        waiting.push(statement);
        return;
      }
      if (last === null && !isInSource) this.#cursor = Math.max(this.#cursor, starts[i]!);
      else if (this.#copyTo(starts[i]!)) isApart = true;
      waiting.forEach(printNext);
      waiting = [];
      if (statement.loc) this.catchUp(statement.loc.start.line);
      printNext(statement);
      last = statement;
    });
    if (waiting.length === 0) return;
    if (isInSource) this.#endStatement(last, start);
    isApart = false;
    waiting.forEach(printNext);
  }

  /** Readies what has been printed for a statement of ours. */
  #endStatement(last: t.Statement | null, startOfBody: number): void {
    if (last === null) this.#copyTo(startOfBody);
    const isComplete = /[;{]/.test(this.#code.charAt(this.#cursor - 1));
    // A program without statements may end in a comment.
    if (last === null && startOfBody === this.#code.length) this.#text.endLine();
    else if (!isComplete && !(last !== null && ENDING_IN_BRACE.has(last.type))) this.write(';');
  }

  #printStatement(statement: t.Statement): void {
    const start = startOf(statement);
    const end = endOf(statement);
    if (start > this.#cursor) {
      // It stands further down, and is left out there.
      this.#elsewhere(start, () => this.print(statement));
      this.#omissions.push({ start, end });
    } else if (isEmitted(statement)) {
      this.print(statement);
      this.#cursor = Math.max(this.#cursor, end);
    } else {
      this.#printInSource(statement);
      this.#copyTo(end);
      return;
    }
    if (statement.type === 'VariableDeclaration') this.write(';');
  }

  /** Prints with the cursor set to another place. */
  #elsewhere(place: number, print: () => void): void {
    const cursor = this.#cursor;
    const isElsewhere = this.#isElsewhere;
    this.#cursor = place;
    this.#isElsewhere = true;
    print();
    this.#cursor = cursor;
    this.#isElsewhere = isElsewhere;
  }

  #printMarks(comments: readonly t.Comment[] | null | undefined, place?: number): void {
    for (const comment of comments ?? []) {
      if (typeof comment.start === 'number') continue;
      if (place !== undefined) this.#copyTo(place);
      this.write(`/*${comment.value}*/`);
    }
  }

  /** @returns whether there was anything to copy */
  #copyTo(end: number): boolean {
    if (this.#omissions.length > 0) this.#omit(end);
    if (end <= this.#cursor) return false;
    this.#text.copy(this.#cursor, end);
    this.#cursor = end;
    return true;
  }

  /** Copies up to the last omission before `end`. */
  #omit(end: number): void {
    const isDue = (omission: Omission) => omission.start >= this.#cursor && omission.end <= end;
    const due = this.#omissions.filter(isDue).sort((a, b) => a.start - b.start);
    if (due.length === 0) return;
    this.#omissions = this.#omissions.filter((omission) => !due.includes(omission));
    for (const omission of due) {
      if (omission.start < this.#cursor) continue;
      this.#text.copy(this.#cursor, omission.start);
      this.#cursor = omission.end;
    }
  }

  /** Where the statements of a body may begin. */
  #startOfBody(node: t.Node): number {
    if (node.type === 'Program') return this.#code.length;
    if (node.type === 'StaticBlock') return this.#after(BEFORE_STATIC_BODY, node.start!) + 1;
    const directive = node.type === 'BlockStatement' ? node.directives.at(-1) : undefined;
    return directive ? directive.end! : node.start! + 1;
  }

  /** Where a match at an index ends; 0 where there is none. */
  #after(pattern: RegExp, index: number): number {
    pattern.lastIndex = index;
    pattern.test(this.#code);
    return pattern.lastIndex;
  }
}

/** Which of the statements that start there have no place, or one after that of a later one. */
function placeless(starts: readonly number[]): boolean[] {
  let following = Infinity;
  return starts
    .map((_, i) => {
      const start = starts[starts.length - 1 - i]!;
      if (start < 0 || start > following) return true;
      following = start;
      return false;
    })
    .reverse();
}

function isBareYield(node: t.Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const expression = node.arguments[1];
  if (expression?.type !== 'YieldExpression') return false;
  const { argument } = expression;
  return !!argument && typeof argument.start === 'number' && argument.start === argument.end;
}
