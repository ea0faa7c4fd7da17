/** The error for a file that can't be instrumented. Callers warn with its `message` and use the file as it is. */
export class TransformError extends Error {
  override name = 'TransformError';

  constructor(
    /** What is wrong and what to do, on one line. */
    readonly reason: string,
    readonly filename: string,
    /** From 1; 0 where unknown. */
    readonly line = 0,
    /** From 1; 0 where unknown. */
    readonly column = 0,
    options?: ErrorOptions,
  ) {
    const location = line > 0 ? `${filename}:${line}:${column}` : filename;
    super(`${location}: ${reason}`, options);
  }
}
