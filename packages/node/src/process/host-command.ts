import { fileURLToPath } from 'node:url';
import { javascriptHost } from '../platform/javascript-host.js';
import type { NodeOptions } from '../options/node-options.js';

/** How a host is started so that it runs a script with our hooks. */
export interface HostCommand {
  /** The arguments before the script. */
  args: string[];
  environment: NodeJS.ProcessEnv;
}

/**
 * The command for the host that we run on ourselves.
 *
 * @param execArgv the host's own arguments without us
 */
export function hostCommand(options: NodeOptions, execArgv: readonly string[]): HostCommand {
  switch (javascriptHost) {
    case 'bun': {
      const preload = `--preload=${entry('esm/bun.js')}`;
      return { args: [...execArgv], environment: withOption('BUN_OPTIONS', preload) };
    }
    case 'deno':
      return {
        args: ['run', '--allow-all', `--import=${entry('esm/register.js')}`],
        environment: { ...process.env },
      };
    case 'node': {
      const { stackSizeOption } = options;
      const own = stackSizeOption === undefined ? [] : [stackSizeOption];
      return {
        args: [...execArgv, ...own, ...permissionOptions(options, execArgv)],
        environment: withOption('NODE_OPTIONS', nodeOption(options)),
      };
    }
  }
}

const PERMISSION_MODEL = /^--(?:experimental-)?permission$/;

/** What a program under Node's permission model has to be allowed so that its figures can be saved. */
function permissionOptions({ runDirectory }: NodeOptions, execArgv: readonly string[]): string[] {
  if (!execArgv.some((option) => PERMISSION_MODEL.test(option))) return [];
  return ['read', 'write'].map((access) => `--allow-fs-${access}=${runDirectory}`);
}

/** Removes these options from what the program can see of its own options. */
export function hidePermissionOptions({ runDirectory }: NodeOptions): void {
  const { execArgv } = process;
  for (let i = execArgv.length - 1; i >= 0; i--) {
    if (runDirectory !== undefined && execArgv[i].endsWith(`=${runDirectory}`))
      execArgv.splice(i, 1);
  }
}

/** The option with which Node loads our hooks. A tag module has to be waited for, which `--require` can't. */
export function nodeOption({ tagModule }: NodeOptions): string {
  if (tagModule !== undefined) return `--import=${new URL('../esm/register.js', import.meta.url)}`;
  return `--require=${JSON.stringify(entry('cjs/preload.js'))}`;
}

function entry(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

function withOption(variable: string, option: string): NodeJS.ProcessEnv {
  return { ...process.env, [variable]: `${process.env[variable] ?? ''} ${option}`.trim() };
}
