import type { AllowsHost } from '@coroscope/report/page';

/**
 * What Vite allows besides addresses and `localhost`.
 *
 * @param allowed Names; those with a dot in front stand for all below, too. `true` stands for all.
 * @param own The host that the server was told to listen at.
 */
export function hostsOf(allowed: readonly string[] | true, own: unknown): AllowsHost {
  return (hostname) =>
    allowed === true ||
    hostname === own ||
    allowed.some((name) =>
      name.startsWith('.')
        ? hostname === name.slice(1) || hostname.endsWith(name)
        : hostname === name,
    );
}
