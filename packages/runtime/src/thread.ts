import type { Thread } from './document.js';
import { platformProcessId } from './platform.js';

/** How this thread is called in the profiles it gives; a host that knows better says so. */
export const thread: Pick<Thread, 'id' | 'name' | 'process' | 'probeCosts'> = {
  id: 0,
  name: 'main',
  process: platformProcessId,
};
