/** A mistake that the user can fix; the message is one line and says how. */
export class CoroscopeError extends Error {
  declare readonly name: 'CoroscopeError';

  static {
    // As with the language's errors: Node prints properties of an error's own after its stack.
    Object.defineProperty(this.prototype, 'name', { value: 'CoroscopeError' });
  }
}
