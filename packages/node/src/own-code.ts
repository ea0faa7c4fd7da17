/** What loads our code, for the entries that are ES modules: it is required, as Node loads that in less time. */
import { version } from '../package.json';
import { OwnCode } from './platform/own-code.js';

export const createOwnCode = (): OwnCode => new OwnCode(version);

export { startHooksThread } from './hooks/start-hooks-thread.js';
