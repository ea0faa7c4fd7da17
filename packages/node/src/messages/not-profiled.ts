import { say } from './say.js';

/** Says that the profiler itself has failed: the program runs without it. */
export function sayNotProfiled(error: unknown): void {
  say(`the program is not profiled: ${describeProblem(error)}`);
}

/** Options of Node's permission model by the permission that is missing. */
const PERMISSIONS: Record<string, string> = {
  WorkerThreads: '--allow-worker',
  FileSystemRead: '--allow-fs-read',
  FileSystemWrite: '--allow-fs-write',
};

function describeProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { permission = '' } = error as { permission?: string };
  const option = PERMISSIONS[permission];
  return option === undefined ? error.message : `${error.message}; allow it with ${option}`;
}
