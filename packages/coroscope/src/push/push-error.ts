/** A push that failed; the message is one line that holds no credentials. */
export class PushError extends Error {
  override name = 'PushError';
}
