/** Leaves out options that are undefined, which is as good as not given. */
export function definedOptions<Options extends object>(options: Options): Options {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Options;
}
