import { spawnSync } from 'node:child_process';

/** How an option of Node takes its value: not at all, only after `=`, or as the next argument too. */
export type FlagValue = 'none' | 'attached' | 'next';

/**
 * The options that this Node documents, by all their names. V8's are among them only as far as Node
 * documents them itself; their values follow a `=`.
 */
export function readNodeFlags(): Map<string, FlagValue> {
  const flags = new Map<string, FlagValue>();
  for (const name of process.allowedNodeEnvironmentFlags) flags.set(name, 'attached');
  for (const [, text] of help('--help').matchAll(/^ {2}(-[^\s,]+(?:, -[^\s,]+)*)/gm)) {
    const value = valueOf(text);
    for (const name of text.split(', ')) flags.set(name.replace(/\[?=.*/, ''), value);
  }
  return flags;
}

/** Whether an option is one of V8. */
export function isV8Flag(name: string): boolean {
  const text = help('--v8-options');
  return text.includes(`\n  ${name} (`) || text.includes(`\n  ${name.replace(/^--no-/, '--')} (`);
}

/**
 * Finds an option of Node, which may be written with underscores, and negated.
 *
 * @returns undefined if there is none
 */
export function findFlag(
  name: string,
  flags: ReadonlyMap<string, FlagValue>,
): FlagValue | undefined {
  const dashed = name.startsWith('--') ? name.replaceAll('_', '-') : name;
  return flags.get(dashed) ?? flags.get(dashed.replace(/^--no-/, '--'));
}

function valueOf(text: string): FlagValue {
  if (/\[=[^ ]*$/.test(text)) return 'attached';
  return text.includes('=') ? 'next' : 'none';
}

function help(option: string): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawnSync(process.execPath, [option], { encoding: 'utf8', env }).stdout;
}
