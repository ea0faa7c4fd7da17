import type { Histogram } from '../document/profile.js';

/** A figure, as everything that lists figures needs to know it. */
export interface Figure {
  /** A histogram counts durations by length. */
  unit: 'count' | 'time' | 'histogram';
  /** Whose figure it is. */
  of: readonly FigureSubject[];
  /** The tables of the document that have a column of it; none for one that is derived. */
  storedIn: readonly FigureTableName[];
  /**
   * How the figures of contexts add up to that of what they have in common, as a function: over all of
   * them, or over the outermost ones, those with no other one among their ancestors.
   */
  sum?: 'all' | 'outermost';
  /**
   * How the figures of several threads or tags make one. The maximum is only a bound where a document
   * does not say how they overlapped.
   */
  merge?: 'sum' | 'maximum' | 'bound' | 'histogram';
  /** When there is none. */
  absentWhere?: string;
  /** The only functions that have it; all unless given. */
  onlyOf?: 'awaiting' | 'generators';
  /** When tables of functions show it: only if they are sorted by it, or if there is room; else always. */
  display?: 'onRequest' | 'wide';
  /** When nobody can tell: documents then lack it. What is unknown of one part is unknown of the sum. */
  unknownWhere?: string;
  /** The heading of its column. */
  heading: string;
  /** What it means, in one sentence without a full stop. */
  help: string;
}

/**
 * A `context` is a function reached by one logical path, an `edge` the calls of one function by another,
 * a `sequence` one await that followed another, and a `burst` calls from the root that followed a task.
 */
export type FigureSubject =
  'context' | 'function' | 'edge' | 'tag' | 'site' | 'sequence' | 'burst' | 'thread';

/** A part of a thread that stores figures column by column, or the thread itself. */
export type FigureTableName =
  'contexts' | 'functions' | 'sites' | 'sequences' | 'bursts' | 'thread';

/** The names of the figures that some subject has. */
export type FigureName<Figures, Subject extends FigureSubject> = {
  [Name in keyof Figures]: Figures[Name] extends { of: readonly (infer Of)[] }
    ? Subject extends Of
      ? Name
      : never
    : never;
}[keyof Figures];

/** The figures of one subject; times are milliseconds. */
export type FigureValues<Figures, Subject extends FigureSubject> = {
  [Name in FigureName<Figures, Subject>]: FigureValue<Figures[Name]>;
};

type FigureValue<Of> = Of extends { unit: 'histogram' }
  ? Histogram
  : Of extends { absentWhere: string } | { unknownWhere: string }
    ? number | undefined
    : number;

/** The names of the figures that a subject has, in the order of the table. */
export function figureNames<Figures extends Record<string, Figure>, Subject extends FigureSubject>(
  figures: Figures,
  subject: Subject,
): FigureName<Figures, Subject>[] {
  return Object.keys(figures).filter((name) => figures[name].of.includes(subject)) as FigureName<
    Figures,
    Subject
  >[];
}

/** What a figure is before anything is added to it. */
export function emptyFigure({ unit }: Figure): number | Histogram {
  return unit === 'histogram' ? { first: 0, counts: [] } : 0;
}
