import { readFileSync } from 'node:fs';
import { existsSync, readlinkSync } from '../platform/files.js';

/** What Linux says of threads; other systems say nothing that Node could read. */
const TASKS = '/proc/self/task';

/** The number by which the system knows this thread. */
export function currentTask(): string | undefined {
  try {
    return readlinkSync('/proc/thread-self').split('/').pop();
  } catch {
    return undefined;
  }
}

/** Whether a thread is known to have ended. */
export function hasEnded(task: string | undefined): boolean {
  return task !== undefined && !existsSync(`${TASKS}/${task}`);
}

/** What a thread is doing that has nothing instrumented on its stack. */
export function activityOf(task: string | undefined): 'idle' | 'elsewhere' | 'unknown' {
  if (task === undefined) return 'unknown';
  try {
    const stat = readFileSync(`${TASKS}/${task}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
    return state === 'S' ? 'idle' : 'elsewhere';
  } catch {
    return 'unknown';
  }
}
