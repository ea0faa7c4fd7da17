import type { Figure, FigureTableName } from '../src/figures/figure.js';
import { ACTIVATION_FIGURES } from '../src/figures/figures.js';
import { KEY_COLUMNS, storedFigures } from '../src/figures/stored-tables.js';

/** A file with parts that follow from the table of figures. */
interface GeneratedFile {
  /** From the root of the repository. */
  path: string;
  /** @returns The text of the file with these parts as they should be. */
  generate(text: string): string;
}

export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: 'packages/profile/profile.schema.json', generate: withSchemaColumns },
  { path: 'README.md', generate: (text) => withTable(text, 'meanings', meanings()) },
  {
    path: 'docs/profile-format.md',
    generate: (text) =>
      withTable(withTable(text, 'stored', storedFigureRows()), 'derived', derivedFigureRows()),
  },
];

/** The definitions of the schema that are tables of figures. */
const DEFINITIONS: Record<string, FigureTableName> = {
  contexts: 'contexts',
  threadFunctions: 'functions',
  threadSites: 'sites',
  sequences: 'sequences',
  bursts: 'bursts',
  thread: 'thread',
};

interface Definition {
  required: string[];
  properties: Record<string, object>;
}

function withSchemaColumns(text: string): string {
  const schema = JSON.parse(text) as { $defs: Record<string, Definition> };
  for (const [name, table] of Object.entries(DEFINITIONS)) {
    const definition = schema.$defs[name];
    const rules = Object.fromEntries(
      storedFigures(table).map(([figure, description]) => [figure, ruleOf(description, table)]),
    );
    if (table === 'thread') {
      Object.assign(definition.properties, rules);
      continue;
    }
    const keys = KEY_COLUMNS[table].map((key) => [key, definition.properties[key]]);
    definition.properties = { ...Object.fromEntries(keys), ...rules };
    const unknown = storedFigures(table).filter(([, { unknownWhere }]) => unknownWhere);
    definition.required = Object.keys(definition.properties).filter((key) =>
      unknown.every(([figure]) => figure !== key),
    );
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function ruleOf(figure: Figure, table: FigureTableName): object {
  const { unit, help, absentWhere, unknownWhere } = figure;
  const zero = absentWhere === undefined ? '' : `; 0 where ${absentWhere}`;
  const absent = unknownWhere === undefined ? '' : `; absent where ${unknownWhere}`;
  const description = `${help}${zero}${absent}.`;
  if (unit === 'histogram') {
    return { description, $ref: '#/$defs/histograms' };
  }
  return { description, $ref: `#/$defs/${unit}${table === 'thread' ? '' : 's'}` };
}

function meanings(): string[][] {
  const rows = Object.entries<Figure>(ACTIVATION_FIGURES)
    .filter(([, { of, unit }]) => of.includes('function') && unit !== 'histogram')
    .map(([name, { heading, help }]) => [`**${heading}**`, `\`${name}\``, help]);
  return [['figure', 'as a name', 'of a function'], ...rows];
}

function storedFigureRows(): string[][] {
  const tables = Object.keys(KEY_COLUMNS) as (keyof typeof KEY_COLUMNS)[];
  const rows = tables.flatMap((table) =>
    storedFigures(table).map(([name, figure]) => [
      `\`${table}\``,
      `\`${name}\``,
      unitText(figure),
      MERGES[figure.merge!],
      figure.help,
    ]),
  );
  return [['table', 'figure', 'unit', 'of several threads', 'meaning'], ...rows];
}

const MERGES: Record<NonNullable<Figure['merge']>, string> = {
  sum: 'sum',
  maximum: 'maximum',
  bound: 'maximum, a lower bound',
  histogram: 'sum by bucket',
};

function derivedFigureRows(): string[][] {
  const rows = Object.entries<Figure>(ACTIVATION_FIGURES)
    .filter(([, { of, storedIn }]) => of.includes('function') && !storedIn.includes('functions'))
    .map(([name, { sum, help }]) => [`\`${name}\``, sum ?? '–', help]);
  return [['figure of a function', 'its contexts summed', 'meaning'], ...rows];
}

function unitText({ unit }: Figure): string {
  return unit === 'time' ? 'ns' : unit;
}

/** Puts a table between `<!-- figures: NAME -->` and `<!-- end -->`. */
function withTable(text: string, name: string, [heading, ...rows]: string[][]): string {
  const widths = heading.map((_, column) =>
    Math.max(3, ...[heading, ...rows].map((row) => row[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const table = [heading, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
  const markers = new RegExp(`(<!-- figures: ${name} -->\n).*?(\n<!-- end -->)`, 's');
  if (!markers.test(text)) throw new Error(`There is no <!-- figures: ${name} --> to fill.`);
  return text.replace(markers, (_, begin, end) => `${begin}\n${table}\n${end}`);
}
