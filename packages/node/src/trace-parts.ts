import { addSourceLines, describeTraceFiles } from '@coroscope/profile';
import { TraceBlock, traceBlock, type TraceFile, type TraceHost } from '@coroscope/runtime';
import { appendFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { readSource } from './kept-sources.js';
import type { PartId } from './parts.js';
import { nameThreads } from './thread-names.js';
import { readFilesOfTrace } from './trace-files.js';

/**
 * Where a thread records its trace: beside the file that was asked for, on the same disk, under a
 * name that no other run has.
 */
export function partialTrace(file: string, parts: string, { process, thread }: PartId): string {
  return `${file}.${basename(parts)}-${process}-${thread}`;
}

/**
 * Gives the traces of a run their names: the main thread's is the file that was asked for, `app.trace`,
 * a worker's is `app.worker-1.trace`. Those in which nothing ran are removed. Each gets the lines of
 * source that a report shows.
 *
 * @returns the files, the main thread's first
 */
export function collectTraces(file: string, parts: string, mainProcess: number): string[] {
  const found = findPartial(file, parts).sort(
    (a, b) => Number(b.process === mainProcess) - Number(a.process === mainProcess),
  );
  const collected: string[] = [];
  for (const [id, thread] of nameThreads(found, mainProcess)) {
    const partial = partialTrace(file, parts, id);
    const { files, isWhole } = readFilesOfTrace(partial);
    if (files.length === 0 && thread !== 'main') {
      rmSync(partial);
      continue;
    }
    if (isWhole) {
      const host: TraceHost = { thread, lines: linesOf(files, parts) };
      appendFileSync(partial, traceBlock(TraceBlock.Host, host));
    }
    const final = thread === 'main' ? file : withSuffix(file, thread.replaceAll(' ', '-'));
    renameSync(partial, final);
    collected.push(final);
  }
  return collected;
}

/** By process and thread. */
function findPartial(file: string, parts: string): PartId[] {
  const beginning = `${basename(file)}.${basename(parts)}-`;
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(beginning))
    .map((name) => /^(\d+)-(\d+)$/.exec(name.slice(beginning.length)))
    .filter((match) => match !== null)
    .map(([, process, thread]) => ({ process: Number(process), thread: Number(thread) }))
    .sort((a, b) => a.process - b.process || a.thread - b.thread);
}

function withSuffix(file: string, suffix: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}.${suffix}${extension}`);
}

function linesOf(files: readonly TraceFile[], parts: string): TraceHost['lines'] {
  const descriptions = describeTraceFiles(files);
  addSourceLines(descriptions, (path) => readSource(parts, path));
  return Object.fromEntries(descriptions.files.map(({ path, lines }) => [path, lines ?? {}]));
}
