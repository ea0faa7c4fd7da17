import { warnOnce } from '@coroscope/adapter';
import { createPathsMatcher, getTsconfig, type TsConfigResult } from 'get-tsconfig';
import { dirname } from 'node:path';
import { oneLine } from '../messages/one-line.js';
import { say } from '../messages/say.js';

interface Project {
  config: TsConfigResult | null;
  /** Maps a specifier to paths by the `paths` of the tsconfig. */
  pathsOf: (specifier: string) => string[];
}

const projects = new Map<string, Project>();
const fileCache = new Map();

/** Finds the project that a file belongs to: that of the nearest tsconfig.json above it. */
export function projectOf(path: string): Project {
  const directory = dirname(path);
  let project = projects.get(directory);
  if (project === undefined) {
    project = readProject(directory);
    projects.set(directory, project);
  }
  return project;
}

const warn = warnOnce(say);

function readProject(directory: string): Project {
  try {
    const config = getTsconfig(directory, 'tsconfig.json', fileCache);
    const matcher = config && createPathsMatcher(config);
    return { config, pathsOf: matcher ?? (() => []) };
  } catch (error) {
    warn(`tsconfig.json is ignored: ${oneLine(error, directory)}`);
    return { config: null, pathsOf: () => [] };
  }
}

export type CompilerOptions = NonNullable<TsConfigResult['config']['compilerOptions']>;

/** The compiler's options for a file, with JSX always compiled. */
export function compilerOptionsOf(path: string): CompilerOptions {
  const options: CompilerOptions = projectOf(path).config?.config.compilerOptions ?? {};
  const { jsx } = options;
  return { ...options, jsx: jsx === 'react' || jsx === 'react-jsxdev' ? jsx : 'react-jsx' };
}
