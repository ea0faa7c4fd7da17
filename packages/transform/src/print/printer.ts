import type * as t from '@babel/types';
import type { EditedNodes } from '../ast/edited-nodes.js';
import { codeKeys, type Fields } from '../ast/fields.js';
import { endOf, isEmitted, mappedIndex, startOf } from '../ast/location.js';
import { printEmitted, type NodePrinter } from './emitted-nodes.js';
import { MappedText } from './mapped-text.js';

/** A comment that names the source map of the code before it was instrumented. */
const SOURCE_MAP_COMMENT = /^[#@]\s*sourceMappingURL=/;

const SPACE = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/.source;
const BEFORE_STATIC_BODY = new RegExp(`static${SPACE}`, 'y');
const BEFORE_PARAMETERS = new RegExp(
  `(?:async${SPACE})?function${SPACE}(?:\\*${SPACE})?[^\\s(</]+`,
  'y',
);
/** Code that would continue the expression before it if the line did not end. */
const CONTINUATION = new RegExp(`${SPACE}(?:[([\`+<-]|/(?![/*]))`, 'y');
const PART_OF_WORD = /[\w$\u0080-\uffff]/;

/** What tells bundlers that the call, or the function, after it has no side effects. */
const ANNOTATION = /\/\*\s*[#@]__(?:PURE|NO_SIDE_EFFECTS)__\s*\*\/[^\S\r\n]*$/;
const LONGEST_ANNOTATION = 40;

/** Statements after which no semicolon is needed. */
const ENDING_IN_BRACE: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ClassDeclaration',
  'FunctionDeclaration',
  'SwitchStatement',
  'TryStatement',
]);

/** A range of the source that is not copied where it is. */
interface Omission {
  start: number;
  end: number;
}

/**
 * Prints by copying: the parser's nodes come out as they were written, comments and layout included.
 * The printer walks what has been edited of the tree to find emitted nodes, with a cursor in the source up to
 * which everything has been printed.
 */
export class Printer implements NodePrinter {
  readonly #code: string;
  readonly #text: MappedText;
  readonly #edited: EditedNodes;
  readonly #hasMarks: boolean;
  readonly #hasAnnotations: boolean;
  #omissions: Omission[];
  #cursor = 0;
  #isDetached = false;

  constructor(
    code: string,
    comments: readonly t.Comment[],
    edited: EditedNodes,
    { sourceMap, hasMarks }: { sourceMap: boolean; hasMarks: boolean },
  ) {
    this.#code = code;
    this.#edited = edited;
    this.#text = new MappedText(code, sourceMap);
    this.#hasMarks = hasMarks;
    this.#hasAnnotations = /__(?:PURE|NO_SIDE_EFFECTS)__/.test(code);
    this.#omissions = comments
      .filter(({ value }) => SOURCE_MAP_COMMENT.test(value))
      .map(({ start, end }) => ({ start: start!, end: end! }));
  }

  printAll(program: t.Program): MappedText {
    this.#printChildren(program);
    this.#copyTo(this.#code.length);
    return this.#text;
  }

  /** Prints a child of an emitted node. */
  print(node: t.Node): void {
    if (isEmitted(node)) {
      if (this.#hasMarks) this.#printMarks(node.leadingComments);
      printEmitted(node, this);
      return;
    }
    const isSequence = node.type === 'SequenceExpression';
    if (isSequence) this.write('(');
    if (node.start! < this.#cursor) this.#printDetached(node.start!, () => this.#printSource(node));
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

  mapTo(index: number): void {
    this.#text.mapTo(index);
  }

  mapToStart(node: t.Node): void {
    const start = startOf(node);
    if (start >= 0) this.mapTo(start);
  }

  /** Ends lines until the given one is reached, unless a node from another position is printed. */
  catchUp(line: number): void {
    if (this.#isDetached) return;
    while (this.#text.line < line) this.#text.endLine();
  }

  #printSource(node: t.Node): void {
    this.#cursor = this.#annotatedStart(node.start!);
    this.#printInSource(node);
    this.#copyTo(node.end!);
  }

  /** Prints the emitted nodes in one of the parser's, and the source before each. */
  #printChildren(node: t.Node): void {
    const fields = node as unknown as Fields;
    for (const key of codeKeys(node)) {
      const child = fields[key];
      if (child === null || child === undefined) continue;
      if (!Array.isArray(child)) this.#printInSource(child);
      else if (key === 'body' && holdsEmitted(child as t.Node[])) {
        this.#printMixed(child as t.Statement[], this.#startOfBody(node), true);
      } else {
        for (let i = 0; i < child.length; i++) {
          const element = child[i]!;
          if (element !== null) this.#printInSource(element);
        }
      }
    }
  }

  /** Prints a child of one of the parser's nodes. */
  #printInSource(node: t.Node): void {
    if (isEmitted(node)) {
      this.#printInPlace(node);
      return;
    }
    if (this.#hasMarks) {
      this.#printMarks(node.leadingComments, node.start!);
      this.#printMarks(node.innerComments, node.start! + 1);
    }
    if (this.#edited.mayHold(node)) this.#printChildren(node);
  }

  #printInPlace(node: t.Node): void {
    this.#copyTo(this.#annotatedStart(startOf(node)));
    if (PART_OF_WORD.test(this.#code.charAt(this.#cursor - 1))) this.write(' ');
    this.#text.mapTo(mappedIndex(node) ?? this.#cursor);
    this.print(node);
    this.#cursor = Math.max(this.#cursor, endOf(node));
    // A `yield` without a value ends with its line; the call around it would continue.
    if (isBareYield(node) && this.#after(CONTINUATION, this.#cursor) > 0) this.write(';');
  }

  /**
   * Prints statements of which some were emitted. Those without a location in the source, or with a
   * later one, go before the next with a location.
   *
   * @param start the index at which the first one may go
   */
  #printMixed(statements: readonly t.Statement[], start: number, isInSource: boolean): void {
    const starts = statements.map(startOf);
    const isMoved = movedStatements(starts);
    let pending: number[] = [];
    let last: t.Statement | null = null;
    let isSeparated = isInSource;
    const printNext = (i: number) => {
      if (!isSeparated) this.write(' ');
      this.#printStatement(statements[i]!, starts[i]!);
      isSeparated = false;
    };
    statements.forEach((statement, i) => {
      if (isMoved[i]) {
        pending.push(i);
        return;
      }
      if (last === null && !isInSource) this.#cursor = Math.max(this.#cursor, starts[i]!);
      else if (this.#copyTo(starts[i]!)) isSeparated = true;
      pending.forEach(printNext);
      pending = [];
      if (statement.loc) this.catchUp(statement.loc.start.line);
      printNext(i);
      last = statement;
    });
    if (pending.length === 0) return;
    if (isInSource) this.#endStatement(last, start);
    isSeparated = false;
    pending.forEach(printNext);
  }

  /** Ends the last statement, so that an emitted one can follow. */
  #endStatement(last: t.Statement | null, startOfBody: number): void {
    if (last === null) this.#copyTo(startOfBody);
    const isComplete = /[;{]/.test(this.#code.charAt(this.#cursor - 1));
    // A program without statements may end in a comment.
    if (last === null && startOfBody === this.#code.length) this.#text.endLine();
    else if (!isComplete && !(last !== null && ENDING_IN_BRACE.has(last.type))) this.write(';');
  }

  #printStatement(statement: t.Statement, start: number): void {
    if (start > this.#cursor) {
      // It comes from further down, and is left out there.
      this.#printDetached(start, () => this.print(statement));
      this.#omissions.push({ start, end: endOf(statement) });
    } else if (isEmitted(statement)) {
      this.print(statement);
      // Without a start in the source it has no end there.
      if (start >= 0) this.#cursor = Math.max(this.#cursor, endOf(statement));
    } else {
      this.#printInSource(statement);
      this.#copyTo(statement.end!);
      return;
    }
    if (statement.type === 'VariableDeclaration') this.write(';');
  }

  /** Prints with the cursor set to another index. */
  #printDetached(index: number, print: () => void): void {
    const cursor = this.#cursor;
    const isDetached = this.#isDetached;
    this.#cursor = index;
    this.#isDetached = true;
    print();
    this.#cursor = cursor;
    this.#isDetached = isDetached;
  }

  #printMarks(comments: readonly t.Comment[] | null | undefined, index?: number): void {
    for (const comment of comments ?? []) {
      if (typeof comment.start === 'number') continue;
      if (index !== undefined) this.#copyTo(index);
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

  /** The index of the annotation right before the node at `start`, which goes where the node goes. */
  #annotatedStart(start: number): number {
    if (!this.#hasAnnotations || start < 0) return start;
    const before = this.#code.slice(Math.max(0, start - LONGEST_ANNOTATION), start);
    const match = ANNOTATION.exec(before);
    return match === null ? start : start - match[0].length;
  }

  /** The index at which the statements of a body may begin. */
  #startOfBody(node: t.Node): number {
    if (node.type === 'Program') return this.#code.length;
    if (node.type === 'StaticBlock') return this.#after(BEFORE_STATIC_BODY, node.start!) + 1;
    const directive = node.type === 'BlockStatement' ? node.directives.at(-1) : undefined;
    return directive ? directive.end! : node.start! + 1;
  }

  /** The end of a match at an index; 0 where there is none. */
  #after(pattern: RegExp, index: number): number {
    pattern.lastIndex = index;
    pattern.test(this.#code);
    return pattern.lastIndex;
  }
}

function holdsEmitted(nodes: readonly t.Node[]): boolean {
  for (let i = 0; i < nodes.length; i++) if (isEmitted(nodes[i]!)) return true;
  return false;
}

/** Whether each of the statements with these starts has no location, or one after that of a later one. */
function movedStatements(starts: readonly number[]): boolean[] {
  const isMoved = new Array<boolean>(starts.length);
  let following = Infinity;
  for (let i = starts.length - 1; i >= 0; i--) {
    const start = starts[i]!;
    isMoved[i] = start < 0 || start > following;
    if (!isMoved[i]) following = start;
  }
  return isMoved;
}

function isBareYield(node: t.Node): boolean {
  if (node.type !== 'OptionalCallExpression') return false;
  const expression = node.arguments[1];
  if (expression?.type !== 'YieldExpression') return false;
  const { argument } = expression;
  return !!argument && typeof argument.start === 'number' && argument.start === argument.end;
}
