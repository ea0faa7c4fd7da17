import type { Thread } from '../format/document.js';
import { platformProcessId } from './host.js';

/** How profiles describe this thread. The host may overwrite it. */
export const thread: Pick<Thread, 'id' | 'name' | 'process' | 'probeCosts'> = {
  id: 0,
  name: 'main',
  process: platformProcessId,
};
