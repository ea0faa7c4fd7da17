/** The package of `node_modules` that a file is of; undefined for the program's own. */
export function packageOf(path: string): string | undefined {
  const match = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path);
  return match?.[1].replace('\\', '/');
}
