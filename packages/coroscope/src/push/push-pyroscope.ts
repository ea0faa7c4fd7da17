import type { Profile } from '@coroscope/profile';
import { limitedPprof, type LimitedPprof } from '@coroscope/report';
import { gzipSync } from 'node:zlib';
import { seriesName, type Labels } from './labels.js';
import type { Receiver } from './receiver.js';
import { send, type SendOptions } from './send.js';

export interface PyroscopeOptions {
  service: string;
  labels: Labels;
  /** As of formats: milliseconds. */
  minTime?: number;
  function?: string;
  tag?: string;
  /** What errors call the profile: a file name, typically. */
  name?: string;
  /** Paths below it are shown relative to it. */
  directory?: string;
}

/**
 * The limits of a server that was not told otherwise: `max_profile_stacktrace_samples` and
 * `max_profile_size_bytes`.
 *
 * @see https://grafana.com/docs/pyroscope/latest/configure-server/reference-configuration-parameters/
 */
export const PYROSCOPE_LIMITS = { samples: 16_000, bytes: 4 << 20 };

/**
 * Pushes a profile to Pyroscope, within its default limits. One in which nothing has run is not sent.
 *
 * @returns the samples received; none where there was nothing to send
 * @throws {PushError | ProfileError} if it can't be sent, or is not taken
 */
export async function pushPyroscope(
  profile: Profile,
  receiver: Receiver,
  { service, labels, ...options }: PyroscopeOptions,
  how: SendOptions,
): Promise<LimitedPprof> {
  const name = seriesName(service, labels);
  const pprof = limitedPprof(profile, options, PYROSCOPE_LIMITS);
  if (pprof.samples === 0) return pprof;
  const end = Date.parse(profile.startedAt ?? '') + profile.elapsed;
  const until = Number.isNaN(end) ? Date.now() : end;
  const url = new URL(receiver.url);
  url.searchParams.set('name', name);
  url.searchParams.set('from', `${Math.floor((until - profile.elapsed) / 1000)}`);
  url.searchParams.set('until', `${Math.ceil(until / 1000)}`);
  url.searchParams.set('spyName', 'coroscope');
  const form = new FormData();
  form.append('profile', new Blob([gzipSync(pprof.bytes)]), 'profile.pprof');
  const encoded = new Response(form);
  const body = new Uint8Array(await encoded.arrayBuffer());
  const type = { 'content-type': encoded.headers.get('content-type')! };
  await send({ ...receiver, url }, body, type, how);
  return pprof;
}
