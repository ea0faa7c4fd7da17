/** A mistake that the user can fix; the message is one line and says how. */
export class CoroscopeError extends Error {
  override readonly name = 'CoroscopeError';
}
