import { NAMED_ENTRY, registerUrl } from '../platform/own-entries.js';

/**
 * Has the Node processes that this one starts profiled as well, however they are started, and in
 * whatever folder.
 */
export function profileChildren(environment: NodeJS.ProcessEnv): void {
  const { NODE_OPTIONS = '' } = environment;
  if (NODE_OPTIONS.includes(registerUrl)) return;
  const option = `--import=${registerUrl}`;
  environment.NODE_OPTIONS = NAMED_ENTRY.test(NODE_OPTIONS)
    ? NODE_OPTIONS.replace(NAMED_ENTRY, option)
    : `${NODE_OPTIONS} ${option}`.trim();
}
