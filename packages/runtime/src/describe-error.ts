/** Why something of the program's failed. Even an error may throw when it is asked for its message. */
export function describeError(error: unknown): string {
  try {
    return error instanceof Error ? error.message : 'it threw';
  } catch {
    return 'it threw';
  }
}
