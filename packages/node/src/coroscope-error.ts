/** Something that the user can mend; the message is one line and says how. */
export class CoroscopeError extends Error {
  override readonly name = 'CoroscopeError';
}
