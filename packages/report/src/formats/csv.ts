import {
  ACTIVATION_FIGURES,
  figureNames,
  functionTable,
  type FunctionRow,
} from '@coroscope/profile';
import { openWithDuckDb } from '../export/duckdb.js';
import { exportedProfile, type ExportedProfile } from '../export/exported-profile.js';
import { textChunks } from '../export/text-chunks.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * A row for each function with all of its figures, those with the most time first. What is not known is
 * empty.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const csv: ProfileFormat = {
  name: 'csv',
  content: 'table of functions',
  extensions: ['.csv'],
  isBinary: false,
  opensWith: openWithDuckDb,
  render: (profile, options = {}) => textChunks(lines(exportedProfile(profile, options))),
};

/** The figures that are numbers, and their headings with the unit. */
const FIGURES = figureNames(ACTIVATION_FIGURES, 'function').flatMap((name) => {
  const { unit } = ACTIVATION_FIGURES[name];
  if (unit === 'histogram') return [];
  return [{ name, heading: unit === 'time' ? `${snakeCase(name)}_ms` : snakeCase(name) }];
});

const DESCRIPTION = ['function', 'kind', 'file', 'line', 'column'];

function* lines({ profile, names }: ExportedProfile): Generator<string> {
  yield line([...DESCRIPTION, ...FIGURES.map(({ heading }) => heading)]);
  const rows = functionTable(profile).sort((a, b) => b.total - a.total);
  for (const row of rows) {
    const { name, kind, function: index, line: at, column } = row;
    const figures = FIGURES.map((figure) => row[figure.name as keyof FunctionRow] ?? '');
    yield line([name, kind, names.path(index), at, column, ...figures]);
  }
}

function line(fields: readonly unknown[]): string {
  return `${fields.map((value) => field(String(value))).join(',')}\r\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
