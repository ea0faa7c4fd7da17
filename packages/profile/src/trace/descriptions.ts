import { decodeMetadata, type FileMetadata, type TraceFile } from '@coroscope/runtime/contract';
import type { FunctionDescription, SiteDescription, SourceFile } from '../document/profile.js';

/** The functions and sites of a trace: those of its files, one after the other. */
export interface Descriptions {
  files: SourceFile[];
  functions: FunctionDescription[];
  sites: SiteDescription[];
}

/** The functions and sites that the files of a trace describe. */
export function describeTraceFiles(files: readonly TraceFile[]): Descriptions {
  const descriptions: Descriptions = { files: [], functions: [], sites: [] };
  for (const file of files) addFile(file, descriptions);
  return descriptions;
}

const nameless: FileMetadata = { functions: [], sites: [] };

/** @returns A note if the names of the file's functions can't be read. */
export function addFile(file: TraceFile, into: Descriptions): string | undefined {
  const metadata = readMetadata(file.metadata);
  const { functions, sites } = metadata ?? nameless;
  const firstFunction = into.functions.length;
  const firstSite = into.sites.length;
  for (let i = 0; i < file.functions; i++) {
    const described = functions[i];
    into.functions.push({
      name: described?.name ?? `<function ${i}>`,
      kind: described?.kind ?? 'function',
      file: fileIndex(file.sources[described?.source ?? 0] ?? '', into.files),
      line: described?.line ?? 1,
      column: described?.column ?? 1,
      counted: described?.counted ?? false,
    });
  }
  for (let i = 0; i < file.sites; i++) {
    const described = sites[i];
    into.sites.push({
      function: firstFunction + inRange(described?.function, file.functions),
      kind: described?.kind ?? 'await',
      line: described?.line ?? 1,
      column: described?.column ?? 1,
      inLoop: described?.inLoop ?? false,
      ...(described?.dependsOn && {
        dependsOn: described.dependsOn
          .filter((site) => site >= 0 && site < file.sites)
          .map((site) => firstSite + site),
      }),
    });
  }
  return metadata === undefined
    ? `The names of the functions in ${file.sources[0]} can't be read; build it again.`
    : undefined;
}

function inRange(index = 0, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}

function readMetadata(text: string): FileMetadata | undefined {
  if (text === '') return nameless;
  try {
    return decodeMetadata(text);
  } catch {
    return undefined;
  }
}

function fileIndex(path: string, files: SourceFile[]): number {
  // The functions of a file come together.
  if (files.at(-1)?.path === path) return files.length - 1;
  const known = files.findIndex((file) => file.path === path);
  return known === -1 ? files.push({ path }) - 1 : known;
}
