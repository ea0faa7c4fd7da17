import {
  checkInstalledTool,
  definedOptions,
  isEnabled,
  resolveFrom,
  SUPPORTED_TOOLS,
  withConfig,
  type TransformerReference,
} from '@coroscope/adapter';
import type { Config } from '@jest/types';
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import type { CoroscopeOptions, InstrumentOptions } from './options.js';
import { PACKAGE } from './package-name.js';

/** Jest's own default. */
const DEFAULT_TRANSFORM = { '\\.[jt]sx?$': 'babel-jest' };

/** For a configuration with which every file runs as it is. */
const NOTHING_COMPILES = { '\\.[cm]?jsx?$': false } as const;

const PRESET_FILES = ['js', 'json', 'cjs', 'mjs'].map((extension) => `jest-preset.${extension}`);

/**
 * Adds Coroscope to a configuration of Jest: wraps every transformer, those of a preset as well, and
 * adds set-up files and a reporter.
 *
 * @throws Error for an option that does not exist or has a value it can't have, and for a Jest that is
 * too old
 *
 * @example
 * // jest.config.js
 * export default withCoroscope({ testEnvironment: 'node' });
 */
export function withCoroscope(
  config: Config.InitialOptions = {},
  given: CoroscopeOptions = {},
): Config.InitialOptions {
  const { env, limit, out, ...instrumentOptions } = withConfig(PACKAGE, given, 'jest');
  if (!isEnabled({ env })) return withProjects(config, unmeasured);
  checkInstalledTool(PACKAGE, SUPPORTED_TOOLS.jest, config.rootDir ?? process.cwd());
  return {
    ...withProjects(config, (project) => instrumented(project, instrumentOptions)),
    reporters: [
      ...(config.reporters ?? ['default']),
      [`${PACKAGE}/reporter`, definedOptions({ limit, out })],
    ],
  };
}

function withProjects(
  config: Config.InitialOptions,
  change: <P extends Project>(project: P) => P,
): Config.InitialOptions {
  if (config.projects === undefined) return change(config);
  const projects = config.projects.map((project) => {
    if (typeof project !== 'string') return change(project);
    throw new Error(
      `${PACKAGE}: the project '${project}' has its own configuration; wrap that one, and list the reporter '${PACKAGE}/reporter' here`,
    );
  });
  return { ...config, projects: projects as Config.InitialOptions['projects'] };
}

/** Where the environment does not ask for figures, tests find matchers, and nothing else changes. */
function unmeasured<P extends Project>(config: P): P {
  const { setupFilesAfterEnv = [] } = config;
  return { ...config, setupFilesAfterEnv: [`${PACKAGE}/unmeasured`, ...setupFilesAfterEnv] };
}

type Project = Config.InitialOptions | Config.InitialProjectOptions;

function instrumented<P extends Project>(config: P, options: InstrumentOptions): P {
  const transform = transformOf(config);
  const wrapped = Object.entries(transform).map(([pattern, transformer]) => [
    pattern,
    [PACKAGE, definedOptions({ ...options, transformer })],
  ]);
  return {
    ...config,
    transform: Object.fromEntries(wrapped),
    setupFiles: [`${PACKAGE}/setup`, ...(config.setupFiles ?? [])],
    setupFilesAfterEnv: [`${PACKAGE}/setup-after-env`, ...(config.setupFilesAfterEnv ?? [])],
  };
}

/** Collects the transformers by the pattern of their files, in the order in which Jest tries them. */
function transformOf(config: Project): Record<string, TransformerReference | false> {
  const preset = typeof config.preset === 'string' ? loadPreset(config.preset, config) : {};
  if (!config.transform && !preset.transform) return DEFAULT_TRANSFORM;
  const all = { ...config.transform, ...preset.transform, ...config.transform };
  if (Object.keys(all).length === 0) return NOTHING_COMPILES;
  return all as Record<string, TransformerReference>;
}

/** @throws Error where there is no such preset */
function loadPreset(name: string, { rootDir = process.cwd() }: Project): Config.InitialOptions {
  const directory = resolve(rootDir);
  const path = name.replace('<rootDir>', directory);
  const isFile = path.startsWith('.') || isAbsolute(path);
  for (const candidate of isFile ? [path] : PRESET_FILES.map((file) => `${path}/${file}`)) {
    const file = resolveFrom(directory, candidate);
    if (file === undefined) continue;
    const loaded = createRequire(file)(file) as Config.InitialOptions & {
      default?: Config.InitialOptions;
    };
    return loaded.default ?? loaded;
  }
  throw new Error(`${PACKAGE}: the preset '${name}' can't be found from ${directory}`);
}
