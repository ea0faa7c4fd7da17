import type * as t from '@babel/types';
import type {
  FunctionKind,
  FunctionMetadata,
  SiteKind,
  SiteMetadata,
} from '@coroscope/runtime/contract';
import type { Hints } from './hints.js';
import type { Names } from './names.js';
import type { Origins } from './origins.js';
import type { InstrumentSettings } from './options.js';
import type { SourceText } from './source-text.js';
import type { Rewritings } from './walk.js';

/** What is known of the function whose body is being walked. */
export interface Frame {
  readonly kind: FunctionKind;
  /** Null when the function is left alone: nothing in its body is rewritten then. */
  readonly metadata: FunctionMetadata | null;
  /** Prefix of the qualified names of what stands inside. */
  readonly path: string;
  /** Does something that a leaf does not. */
  isBusy: boolean;
  /** How many loops of the function enclose what is being walked. */
  loops: number;
  /** Places so far where an activation leaves the stack. */
  suspensions: number;
  /** Returns so far of what may be a promise. */
  returns: number;
  /** Loops and scopes so far whose end can throw and so replace what such a return was to give. */
  replaceable: number;
}

export function newFrame(
  kind: FunctionKind,
  metadata: FunctionMetadata | null,
  path: string,
): Frame {
  return {
    kind,
    metadata,
    path,
    isBusy: false,
    loops: 0,
    suspensions: 0,
    returns: 0,
    replaceable: 0,
  };
}

/** The state of one walk over one file. */
export interface FileState {
  readonly settings: InstrumentSettings;
  readonly names: Names;
  readonly origins: Origins;
  readonly hints: Hints | null;
  readonly rewritings: Rewritings;
  /** Null where functions need not give their source text. */
  readonly source: SourceText | null;
  /** The nodes between the file and the one being visited, outermost first. */
  readonly ancestors: t.Node[];
  readonly functions: FunctionRecord[];
  readonly sites: SiteRecord[];
  frame: Frame;
  /** Greater than 0 inside of what a hint says to ignore. */
  ignoring: number;
  /** The outermost label of the statement about to be visited. */
  labelled: t.LabeledStatement | null;
  /** What each declaration with `using` becomes, until its scope is put together. */
  readonly disposals: Map<t.Node, Disposables>;
  /** Whether a `with` statement occurs, so that functions must be searched for one. */
  readonly hasWith: boolean;
}

export interface Disposables {
  statements: t.Statement[];
  /** If the function suspends more often than this, it must resume before what they dispose of. */
  suspensions: number;
}

export interface FunctionRecord {
  metadata: FunctionMetadata;
  /** The operand of the base in the emitted code; its value is known when the walk is over. */
  index: t.NumericLiteral;
}

export interface SiteRecord extends Omit<SiteMetadata, 'function'> {
  function: FunctionMetadata;
}

export function addSite(file: FileState, kind: SiteKind, node: t.Node): number {
  const { frame } = file;
  const owner = frame.metadata!;
  const origin = node.loc ? file.origins.of(node.loc.start) : null;
  const { line, column } = origin !== null && origin.source === owner.source ? origin : owner;
  return file.sites.push({ function: owner, kind, line, column, inLoop: frame.loops > 0 }) - 1;
}

/** As `addSite`, for a place where the activation leaves the stack at once. */
export function leaveStack(file: FileState, kind: SiteKind, node: t.Node): number {
  file.frame.suspensions++;
  return addSite(file, kind, node);
}
