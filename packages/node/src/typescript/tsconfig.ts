import { createPathsMatcher, getTsconfig, type TsConfigResult } from 'get-tsconfig';
import { dirname } from 'node:path';
import { oneLine, say } from '../messages.js';

interface Project {
  config: TsConfigResult | null;
  /** The paths that the `paths` of the tsconfig make of a specifier. */
  pathsOf: (specifier: string) => string[];
}

const projects = new Map<string, Project>();
const fileCache = new Map();

/** The project that a file belongs to: that of the nearest tsconfig.json above it. */
export function projectOf(path: string): Project {
  const directory = dirname(path);
  let project = projects.get(directory);
  if (project === undefined) {
    project = readProject(directory);
    projects.set(directory, project);
  }
  return project;
}

const reported = new Set<string>();

function readProject(directory: string): Project {
  try {
    const config = getTsconfig(directory, 'tsconfig.json', fileCache);
    const matcher = config && createPathsMatcher(config);
    return { config, pathsOf: matcher ?? (() => []) };
  } catch (error) {
    const text = oneLine(error, directory);
    if (!reported.has(text)) say(`tsconfig.json is ignored: ${text}`);
    reported.add(text);
    return { config: null, pathsOf: () => [] };
  }
}
