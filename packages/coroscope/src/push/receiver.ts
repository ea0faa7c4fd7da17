import { PushError } from './push-error.js';

/** Where something is pushed. */
export interface Receiver {
  url: URL;
  headers: Record<string, string>;
  /** Texts that are never shown, whatever the receiver answers. */
  secrets: string[];
}

/**
 * The address of a receiver.
 *
 * @param to As it was given: the address of the server, or of its endpoint.
 * @param endpoint The path of the endpoint, `/ingest`, which is added where it is missing.
 * @throws {PushError} if that is no address, or holds a password
 */
export function endpointUrl(to: string, endpoint: string): URL {
  const url = URL.canParse(to) ? new URL(to) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new PushError(
      'the receiver is no address that begins with http:// or https://; give one such as http://localhost:4040',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new PushError(
      'the address of the receiver holds a user or a password; give them in the environment (docs/fleet.md)',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith(endpoint) ? path : `${path}${endpoint}`;
  return url;
}
