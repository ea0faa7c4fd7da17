import {
  checkReportOptions,
  checkToolVersion,
  type ReportOptions,
} from '@coroscope/testing/adapter';
import { checkAdapterOptions, isEnabled } from '@coroscope/transform/adapter';
import type { Config } from '@jest/types';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import {
  INSTRUMENT_OPTIONS,
  JEST,
  PACKAGE,
  type InstrumentOptions,
  type TransformerReference,
} from './options.js';

export interface CoroscopeOptions extends InstrumentOptions, ReportOptions {
  /**
   * Name of an environment variable without which the configuration stays as it is; true stands for
   * `COROSCOPE`. Unset, empty, `0` and `false` count as without.
   */
  env?: string | boolean;
}

/** Jest's own default. */
const DEFAULT_TRANSFORM = { '\\.[jt]sx?$': 'babel-jest' };
/** For a configuration that has every file run as it is. */
const NOTHING_COMPILES = { '\\.[cm]?jsx?$': false } as const;

const PRESET_FILES = ['js', 'json', 'cjs', 'mjs'].map((extension) => `jest-preset.${extension}`);

/**
 * Jest's configuration with Coroscope in it: every transformer wrapped, set-up files and reporter
 * added. What a preset says counts as well.
 *
 * @throws Error for an option that does not exist, and for a Jest that is too old
 *
 * @example
 * // jest.config.js
 * export default withCoroscope({ testEnvironment: 'node' });
 */
export function withCoroscope(
  config: Config.InitialOptions = {},
  options: CoroscopeOptions = {},
): Config.InitialOptions {
  const { env, limit, out, ...instrumentOptions } = options;
  checkAdapterOptions(PACKAGE, instrumentOptions, INSTRUMENT_OPTIONS);
  checkReportOptions(PACKAGE, { limit, out });
  if (!isEnabled({ env })) return config;
  checkToolVersion(PACKAGE, JEST, config.rootDir ?? process.cwd());
  return {
    ...withProjects(config, instrumentOptions),
    reporters: [
      ...(config.reporters ?? ['default']),
      [`${PACKAGE}/reporter`, definedOnly({ limit, out })],
    ],
  };
}

function withProjects(
  config: Config.InitialOptions,
  options: InstrumentOptions,
): Config.InitialOptions {
  if (config.projects === undefined) return instrumented(config, options);
  const projects = config.projects.map((project) => {
    if (typeof project !== 'string') return instrumented(project, options);
    throw new Error(
      `${PACKAGE}: the project '${project}' has a configuration of its own; wrap that one, and list the reporter '${PACKAGE}/reporter' here`,
    );
  });
  return { ...config, projects: projects as Config.InitialOptions['projects'] };
}

type Project = Config.InitialOptions | Config.InitialProjectOptions;

function instrumented<P extends Project>(config: P, options: InstrumentOptions): P {
  const transform = transformOf(config);
  const wrapped = Object.entries(transform).map(([pattern, transformer]) => [
    pattern,
    [PACKAGE, definedOnly({ ...options, transformer })],
  ]);
  return {
    ...config,
    transform: Object.fromEntries(wrapped),
    setupFiles: [`${PACKAGE}/setup`, ...(config.setupFiles ?? [])],
    setupFilesAfterEnv: [`${PACKAGE}/setup-after-env`, ...(config.setupFilesAfterEnv ?? [])],
  };
}

/** The transformers by the pattern of their files, as Jest would take them. */
function transformOf(config: Project): Record<string, TransformerReference | false> {
  const preset = typeof config.preset === 'string' ? loadPreset(config.preset, config) : {};
  if (!config.transform && !preset.transform) return DEFAULT_TRANSFORM;
  const all = { ...config.transform, ...preset.transform, ...config.transform };
  if (Object.keys(all).length === 0) return NOTHING_COMPILES;
  return all as Record<string, TransformerReference>;
}

/** @throws Error where there is no such preset */
function loadPreset(name: string, { rootDir = process.cwd() }: Project): Config.InitialOptions {
  const require = createRequire(join(resolve(rootDir), 'noop.js'));
  const path = name.replace('<rootDir>', resolve(rootDir));
  const isFile = path.startsWith('.') || isAbsolute(path);
  for (const candidate of isFile ? [path] : PRESET_FILES.map((file) => `${path}/${file}`)) {
    let file: string;
    try {
      file = require.resolve(candidate);
    } catch {
      continue;
    }
    const loaded = require(file) as Config.InitialOptions & { default?: Config.InitialOptions };
    return loaded.default ?? loaded;
  }
  throw new Error(`${PACKAGE}: the preset '${name}' can't be found from ${resolve(rootDir)}`);
}

function definedOnly<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}
