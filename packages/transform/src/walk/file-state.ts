import type * as t from '@babel/types';
import type { FunctionMetadata, SiteMetadata } from '@coroscope/runtime/contract';
import type { Dependences } from '../dependence/dependences.js';
import type { LoweredFunctions } from '../lowered/lowered-functions.js';
import type { GeneratedNames } from '../names/generated-names.js';
import type { QualifiedName } from '../names/qualified-name.js';
import type { Origin, Origins } from '../parse/origins.js';
import type { SourceText } from '../parse/source-text.js';
import type { Frame } from './frame.js';
import type { InstrumentSettings } from './settings.js';
import type { WalkState } from './visitor.js';

/** The state of one walk over one file. */
export interface FileState extends WalkState<FileState> {
  readonly settings: InstrumentSettings;
  /** What was parsed, if it is at hand. */
  readonly code: string | undefined;
  readonly names: GeneratedNames;
  readonly origins: Origins;
  /** Null where functions need not return their source text. */
  readonly source: SourceText | null;
  readonly functions: FunctionRecord[];
  readonly sites: SiteRecord[];
  frame: Frame;
  /** The outermost label of the statement about to be visited. */
  outermostLabel: t.LabeledStatement | null;
  /** Null where the file holds no lowered async functions. */
  readonly lowered: LoweredFunctions | null;
  /** The async functions in whose place the walk will come upon generators. */
  readonly standIns: Map<t.Node, StandIn>;
  /** The replacements of `using` declarations, until their scope is assembled. */
  readonly disposals: Map<t.Node, DisposalStatements>;
  /** Whether a `with` statement occurs, so that functions must be searched for one. */
  readonly hasWith: boolean;
}

/** The statements that replace a `using` declaration. */
export interface DisposalStatements {
  statements: t.Statement[];
  /** The suspensions before it. If more follow, the function must resume before it disposes. */
  suspensions: number;
}

/** A lowered async function, by its generator. */
export interface StandIn extends QualifiedName {
  kind: 'async' | 'asyncGenerator';
  origin: Origin | null;
  /** Whether neither a hint nor an option leaves it alone. */
  isIncluded: boolean;
}

export interface FunctionRecord {
  metadata: FunctionMetadata;
  /** The argument of `$b` in emitted code; its value is known when the walk is over. */
  index: t.NumericLiteral;
}

export interface SiteRecord extends Omit<SiteMetadata, 'function' | 'dependsOn'> {
  function: FunctionMetadata;
  node: t.Node;
  dependences: Dependences | null;
}
