import { addSourceLines, describeTraceFiles } from '@coroscope/profile';
import {
  TraceBlock,
  traceBlock,
  type TraceFile,
  type TraceHost,
} from '@coroscope/runtime/contract';
import { appendFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { nameThreads } from './thread-names.js';
import { readTracedFiles } from './traced-files.js';

/**
 * Gives the traces of a run their names: the main thread's is the file that was asked for, `app.trace`,
 * a worker's is `app.worker-1.trace`. Those in which nothing ran are removed. Each gets the lines of
 * source that a report shows.
 *
 * @returns the files, the main thread's first
 */
export function collectTraces(trace: string, run: RunDirectory, mainProcess: number): string[] {
  const found = run
    .findTraceShards(trace)
    .sort((a, b) => Number(b.process === mainProcess) - Number(a.process === mainProcess));
  const collected: string[] = [];
  const read = new Map(found.map((id) => [id, readTracedFiles(run.traceShard(trace, id))]));
  const names = nameThreads(found, mainProcess, (id) => read.get(id)!.thread);
  // The names of files hold nothing that the program has made up.
  for (const [id, number] of nameThreads(found, mainProcess)) {
    const shard = run.traceShard(trace, id);
    const { files, isWhole } = read.get(id)!;
    if (files.length === 0 && number !== 'main') {
      rmSync(shard);
      continue;
    }
    if (isWhole) {
      const host: TraceHost = { thread: names.get(id)!, lines: linesOf(files, run) };
      appendFileSync(shard, traceBlock(TraceBlock.Host, host));
    }
    const final = number === 'main' ? trace : withSuffix(trace, number.replaceAll(' ', '-'));
    renameSync(shard, final);
    collected.push(final);
  }
  return collected;
}

function withSuffix(file: string, suffix: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}.${suffix}${extension}`);
}

function linesOf(files: readonly TraceFile[], run: RunDirectory): TraceHost['lines'] {
  const descriptions = describeTraceFiles(files);
  addSourceLines(descriptions, (path) => run.readSource(path));
  return Object.fromEntries(descriptions.files.map(({ path, lines }) => [path, lines ?? {}]));
}
