/** What runs the plugin. */
type Host = '@swc/core' | 'next' | '@rspack/core';

interface PluginOptions {
  /** Globs of the files to instrument. Default: all but those in node_modules. */
  include?: string | string[];
  /** Globs of files to leave alone. */
  exclude?: string | string[];
  /** Extensions of the files to instrument. */
  extension?: string | string[];
  /** What globs are relative to. Default: the current directory. */
  cwd?: string;
  /** How emitted code reaches the probes. Default: by the kind of file. */
  runtime?: 'import' | 'require' | 'global';
  /** Specifier of the module that holds the probes. Default `@coroscope/runtime`. */
  runtimeModule?: string;
  /** Functions without calls, loops or suspensions. Default `count`. */
  leaves?: 'count' | 'time' | 'skip';
  /** The kinds of function to instrument. Default: all. */
  kinds?: ('module' | 'function' | 'async' | 'generator' | 'asyncGenerator')[];
  /** Short for leaving `module` out of `kinds`. Default true. */
  modules?: boolean;
  /** Environment variable without which nothing is instrumented; `true` is `COROSCOPE`. */
  env?: string | boolean;
}

/**
 * The entries of SWC's list of plugins: none where `env` says so, else ours, built for the version of
 * the host that is installed.
 *
 * @throws Error for a host that no build of the plugin is for
 *
 * @example
 * jsc: { experimental: { plugins: [...coroscope({ env: true })] } }
 */
declare function coroscope(
  options?: PluginOptions,
  host?: Host,
): [file: string, options: Record<string, unknown>][];

declare namespace coroscope {
  export { coroscope as default, type Host, type PluginOptions };

  /**
   * The file of the plugin for a host, as it is installed unless a version is given.
   *
   * @throws Error for a host that no build of the plugin is for
   */
  export function pluginFile(host?: Host, version?: string): string;
}

export = coroscope;
