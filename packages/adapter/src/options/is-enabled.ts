/**
 * Whether the environment allows anything to be instrumented: it does unless the option `env` names a
 * variable that is unset, empty, `0` or `false`.
 */
export function isEnabled({ env }: { env?: string | boolean }): boolean {
  if (env === undefined || env === false) return true;
  const name = env === true ? 'COROSCOPE' : env;
  return !['', '0', 'false'].includes(process.env[name] ?? '');
}
