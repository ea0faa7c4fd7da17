/** The entry with which a Node process is profiled, wherever it runs. */
export const registerUrl = new URL('../esm/register.js', import.meta.url).href;

/** The entries of ours that a user names, which Node resolves against the working directory. */
export const NAMED_ENTRY =
  /--import[= ]"?(?:@coroscope\/node|coroscope)\/(?:register|test)"?(?=\s|$)/;
