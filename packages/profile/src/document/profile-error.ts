/** A document that can't be used; the message is one line that ends with what to do. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';

  constructor(
    /** The document, as its reader called it: a file name, typically. */
    readonly document: string,
    /** What is wrong with it and what to do. */
    readonly problem: string,
    /** Where in the document, as a JSON path such as `$.threads[0].elapsed`. */
    readonly path = '$',
  ) {
    super(`${document}: ${path === '$' ? '' : `${path} `}${problem}`);
  }
}
