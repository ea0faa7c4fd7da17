import type { ReportChoices } from './choices.js';

let loaded: ReportChoices | undefined;

/** Loads what knows the choices: all the code of reports, for which no program is to wait before it starts. */
export async function loadReportChoices(): Promise<void> {
  loaded ??= (await import('./all-choices.js')).CHOICES;
}

/** The choices, once they are loaded; before, options can be described to the parser only. */
export function reportChoices(): ReportChoices {
  return loaded ?? NONE;
}

const NONE: ReportChoices = {
  formats: [],
  formatOfFile: () => undefined,
  sortKeys: [],
  parseSortKey: () => {
    throw new Error('the choices are not loaded');
  },
  findingIds: [],
  weights: [],
};

/** Commands that run no program, or describe their options by the choices. */
const OTHER_COMMANDS = [
  'compare',
  'completion',
  'config',
  'convert',
  'diff',
  'help',
  'merge',
  'push',
  'report',
  'snapshot',
  'top',
  'trace',
  'view',
];

/** Options whose values are among the choices, and those that describe all options. */
const DESCRIBED = /^(--format|--sort|--ignore-finding|--weight|--help|-h|help)(=|$)/;

/** Whether the arguments run a program, and mention nothing that only the choices tell. */
export function onlyRunsProgram(args: readonly string[]): boolean {
  const [first] = args;
  if (first === undefined || OTHER_COMMANDS.includes(first)) return false;
  return !args.some((arg) => DESCRIBED.test(arg));
}
