import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads';
import { javascriptHost } from '../platform/javascript-host.js';

/** Under this name lies the number of the thread that has been started last: that of a worker's parent, at first. */
const KEY = 'coroscope thread';

/** Whether this thread is profiled already: options of Node and its environment may name two entries of ours. */
export function isStartedTwice(): boolean {
  if (javascriptHost !== 'node') return false;
  if (getEnvironmentData(KEY) === threadId) return true;
  setEnvironmentData(KEY, threadId);
  return false;
}
