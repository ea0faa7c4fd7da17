import type { FunctionDescription, SiteDescription, SourceFile } from './document.js';
import { foreignFiles, functions, registeredFiles, type RegisteredFile } from './functions.js';
import { decodeMetadata, type FileMetadata } from './metadata.js';
import { SCRATCH_FILE } from './scratch-file.js';

/** A function of the files that have registered so far. */
export interface KnownFunction extends Omit<FunctionDescription, 'file'> {
  /** Path of the source. */
  file: string;
}

export function describeFunction(fn: number): KnownFunction {
  const names = new Names();
  const { file, ...description } = names.functions[names.functionIndex(fn)];
  return { ...description, file: names.files[file].path };
}

export function knownFunctions(): KnownFunction[] {
  return Array.from({ length: functions.count - 1 }, (_, index) =>
    describeFunction(index + 1),
  ).filter(({ file }) => file !== SCRATCH_FILE);
}

/** Gives the document's indices to the engine's ids, and collects the descriptions on the way. */
export class Names {
  readonly files: SourceFile[] = [];
  readonly functions: FunctionDescription[] = [];
  readonly sites: SiteDescription[] = [];
  readonly #files = new Map<string, number>();
  readonly #functions = new Map<number, number>();
  readonly #sites = new Map<number, number>();

  functionIndex(fn: number): number {
    const known = this.#functions.get(fn);
    if (known !== undefined) return known;
    const index = this.functions.length;
    this.#functions.set(fn, index);
    const file = fileOf(fn, (candidate) => candidate.firstFunction);
    const described = metadataOf(file).functions[fn - file.firstFunction];
    this.functions.push({
      name: described?.name ?? `<function ${fn - file.firstFunction}>`,
      kind: described?.kind ?? 'function',
      file: this.#fileIndex(file.sources[described?.source ?? 0]),
      line: described?.line ?? 1,
      column: described?.column ?? 1,
      counted: described?.counted ?? false,
    });
    return index;
  }

  siteIndex(site: number): number {
    const known = this.#sites.get(site);
    if (known !== undefined) return known;
    const index = this.sites.length;
    this.#sites.set(site, index);
    const file = fileOf(site, (candidate) => candidate.firstSite);
    const described = metadataOf(file).sites[site - file.firstSite];
    this.sites.push({
      function: this.functionIndex(file.firstFunction + (described?.function ?? 0)),
      kind: described?.kind ?? 'await',
      line: described?.line ?? 1,
      column: described?.column ?? 1,
      inLoop: described?.inLoop ?? false,
    });
    return index;
  }

  #fileIndex(path: string): number {
    let index = this.#files.get(path);
    if (index === undefined) {
      index = this.files.length;
      this.#files.set(path, index);
      this.files.push({ path });
    }
    return index;
  }
}

/** The file that an id belongs to: the last one whose first id is not above it. */
function fileOf(id: number, first: (file: RegisteredFile) => number): RegisteredFile {
  let low = 0;
  let high = registeredFiles.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first(registeredFiles[middle]) <= id) low = middle;
    else high = middle - 1;
  }
  return registeredFiles[low];
}

const decoded = new WeakMap<RegisteredFile, FileMetadata>();

function metadataOf(file: RegisteredFile): FileMetadata {
  let metadata = decoded.get(file);
  if (metadata === undefined) {
    metadata = readMetadata(file);
    decoded.set(file, metadata);
  }
  return metadata;
}

/** A file without readable metadata has figures all the same, only no names. */
function readMetadata(file: RegisteredFile): FileMetadata {
  const nameless = { functions: [], sites: [] };
  if (file.metadata === '') return nameless;
  try {
    return decodeMetadata(file.metadata);
  } catch {
    foreignFiles[foreignFiles.length] = file.sources[0];
    return nameless;
  }
}
