import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Whether a server goes by this name, other than an address or `localhost`. */
export type AllowsHost = (hostname: string) => boolean;

/**
 * Says why a request gets no answer. Figures tell about the source of a program, so that other sites may
 * neither read nor change them: not by a name of their own that leads here (DNS rebinding), nor from a page of
 * theirs. What changes something has to come from the origin itself.
 *
 * @param allowsHost none unless given
 * @param advice what to do about a host that is refused
 * @returns undefined for a request that gets one
 */
export function refusalOf(
  request: IncomingMessage,
  allowsHost: AllowsHost = () => false,
  advice = 'use the address that was printed',
): string | undefined {
  const { headers, method } = request;
  // HTTP/2 has another name for it.
  const host = headers.host ?? String(headers[':authority'] ?? '');
  const hostname = hostnameOf(host);
  if (hostname === undefined || !(isLocal(hostname) || allowsHost(hostname))) {
    return `the host ${JSON.stringify(host)} is not allowed; ${advice}`;
  }
  const site = headers['sec-fetch-site'];
  const isOwn = headers.origin === undefined ? site === 'same-origin' : isOf(headers.origin, host);
  if (headers.origin !== undefined && !isOwn) return 'the figures are for their own origin only';
  if (method !== 'GET')
    return isOwn ? undefined : 'what changes figures must have their own origin';
  const isForeign = site === 'cross-site' || site === 'same-site';
  // Whoever follows a link from elsewhere sees the page; whoever embeds it does not.
  const isNavigation = headers['sec-fetch-dest'] === 'document';
  return isForeign && !isNavigation ? 'the figures are for their own origin only' : undefined;
}

/** Whether no other site can have the name: an address, or one of this machine. */
function isLocal(hostname: string): boolean {
  return isIP(hostname) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost');
}

function hostnameOf(host: string): string | undefined {
  // What a URL may hold besides a host is none of it.
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[(.*)\]$/, '$1');
}

function isOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: own } = new URL(origin);
  // The default port of either protocol is left out of an origin.
  return own === new URL(`${protocol}//${host}`).host;
}
