import type { Argument, Command, Option } from 'commander';
import { RUNNING } from '../arguments/prepare-arguments.js';

/** What stands behind an option, or an argument of a command. */
export interface ValueEntry {
  /** As the help names it: `file`. */
  name: string;
  choices: readonly string[];
  isFile: boolean;
  isRequired: boolean;
  /** It may be given several times. */
  isVariadic: boolean;
}

export interface OptionEntry {
  /** `-o`, `--out`. */
  names: string[];
  /** `-o, --out <file>`. */
  flags: string;
  description: string;
  /** The description with the choices and the default. */
  details: string;
  /** Undefined for one that is only given or not. */
  value?: ValueEntry;
}

/** A command as the completion of shells and the man page present it. */
export interface CommandEntry {
  name: string;
  summary: string;
  description: string;
  /** `[options] <input>`. */
  usage: string;
  options: OptionEntry[];
  arguments: ValueEntry[];
  /** What follows its first argument is not its own. */
  runsProgram: boolean;
  /** What its help says after the options: remarks and examples. */
  remarks: string;
}

/** Names of values that are paths, as the help has them. */
const PATHS = new Set([
  'file',
  'files',
  'glob',
  'inputs',
  'profile',
  'profiles',
  'program',
  'programs',
  'trace',
]);

/** All commands of the command line, as the parser knows them. */
export function commandEntries(program: Command): CommandEntry[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => entryOf(command, program));
}

/** The options that stand before a command, and what the help says of it all. */
export function programEntry(program: Command): CommandEntry {
  return entryOf(program, program);
}

function entryOf(command: Command, program: Command): CommandEntry {
  const help = command.createHelp();
  return {
    name: command.name(),
    summary: help.subcommandDescription(command),
    description: command.description(),
    usage: command.usage(),
    options: help.visibleOptions(command).map((option) => optionEntry(option, help)),
    arguments: command.registeredArguments.map((argument) => argumentEntry(argument, program)),
    runsProgram: RUNNING.includes(command.name()),
    remarks: remarksOf(command),
  };
}

function optionEntry(option: Option, help: ReturnType<Command['createHelp']>): OptionEntry {
  const { short, long, flags, required, optional, variadic, argChoices: choices = [] } = option;
  const entry: OptionEntry = {
    names: [short, long].filter((name) => name !== undefined),
    flags,
    description: option.description,
    details: help.optionDescription(option),
  };
  if (!required && !optional) return entry;
  const name = /[<[]([\w-]+)/.exec(flags)![1];
  const isFile = PATHS.has(name);
  return {
    ...entry,
    value: { name, choices, isFile, isRequired: required, isVariadic: variadic },
  };
}

function argumentEntry(argument: Argument, program: Command): ValueEntry {
  const name = argument.name();
  return {
    name,
    choices:
      name === 'command' // of `help`
        ? program.commands.map((command) => command.name())
        : (argument.argChoices ?? []),
    isFile: PATHS.has(name),
    isRequired: argument.required,
    isVariadic: argument.variadic,
  };
}

/** The text that `addHelpText` has added. */
function remarksOf(command: Command): string {
  let text = '';
  const { writeOut } = command.configureOutput();
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp();
  command.configureOutput({ writeOut });
  return text.slice(command.helpInformation().length).trim();
}
