import type { FunctionDescription, SiteDescription, SourceFile } from '../format/document.js';
import { decodeMetadata, type FileMetadata } from '../format/metadata.js';
import {
  foreignFiles,
  functions,
  registeredFiles,
  SCRATCH_FILE,
  type RegisteredFile,
} from '../tables/functions.js';

/** A function of a registered file. */
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

/** Maps the engine's ids to indices of the document, and collects the descriptions of what is mapped. */
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

  /** The sites that have been mapped, each with those among them on which it depends. */
  sitesWithDependences(): SiteDescription[] {
    for (const [site, index] of this.#sites) {
      const file = fileOf(site, (candidate) => candidate.firstSite);
      const described = metadataOf(file).sites[site - file.firstSite];
      const dependsOn: number[] = [];
      for (const other of described?.dependsOn ?? []) {
        const known = this.#sites.get(file.firstSite + other);
        if (known !== undefined) dependsOn.push(known);
      }
      if (dependsOn.length > 0) this.sites[index].dependsOn = dependsOn.sort((a, b) => a - b);
    }
    return this.sites;
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

/** The file of an id: the last one whose first id is not greater. */
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

/** A file without readable metadata has figures nonetheless, only no names. */
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
