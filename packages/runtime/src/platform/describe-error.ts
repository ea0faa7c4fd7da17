/** Describes why code of the program failed. Even reading an error's message may throw. */
export function describeError(error: unknown): string {
  try {
    return error instanceof Error ? error.message : 'it threw';
  } catch {
    return 'it threw';
  }
}
