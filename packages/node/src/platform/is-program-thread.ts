import { isMainThread, parentPort } from 'node:worker_threads';

/** Whether this thread runs code of the program: Node's own thread for module hooks runs what NODE_OPTIONS requires, too. */
export const isProgramThread = isMainThread || parentPort !== null;
