/** Passes each message on once. */
export function warnOnce<Context extends unknown[]>(
  warn: (message: string, ...context: Context) => void,
): (message: string, ...context: Context) => void {
  const warned = new Set<string>();
  return (message, ...context) => {
    if (warned.has(message)) return;
    warned.add(message);
    warn(message, ...context);
  };
}
