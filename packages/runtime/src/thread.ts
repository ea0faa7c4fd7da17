import { platformProcessId } from './platform.js';

/** How this thread is called in the profiles it gives; a host that knows better says so. */
export const thread: { id: number; name: string; process?: number } = {
  id: 0,
  name: 'main',
  process: platformProcessId,
};
