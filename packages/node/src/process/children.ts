/** The entries of ours that a user names, which Node resolves against the working directory. */
const NAMED_ENTRY = /--import[= ]"?(?:@coroscope\/node|coroscope)\/(?:register|test)"?(?=\s|$)/;

/**
 * Has the Node processes that this one starts profiled as well, however they are started, and in
 * whatever folder.
 */
export function profileChildren(environment: NodeJS.ProcessEnv): void {
  const { NODE_OPTIONS = '' } = environment;
  const entry = new URL('../esm/register.js', import.meta.url).href;
  if (NODE_OPTIONS.includes(entry)) return;
  const option = `--import=${entry}`;
  environment.NODE_OPTIONS = NAMED_ENTRY.test(NODE_OPTIONS)
    ? NODE_OPTIONS.replace(NAMED_ENTRY, option)
    : `${NODE_OPTIONS} ${option}`.trim();
}
