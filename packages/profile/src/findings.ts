import type { Profile } from './document.js';
import { blockedEventLoop } from './findings/blocked-event-loop.js';
import type { Finding } from './findings/finding.js';
import { pausedGenerators, unsettledAwaits } from './findings/hanging.js';
import { sequentialAwaits } from './findings/sequential-awaits.js';
import { describeFinding, plainWording, type FindingWording } from './findings/wording.js';
import { functionTable } from './function-table.js';
import { siteTable } from './site-table.js';

/** A saving or a stretch that is smaller than this share of the elapsed time is no finding. */
const MINIMUM_SHARE = 0.01;
/** Nor is one of fewer milliseconds. */
const MINIMUM_TIME = 1;

/**
 * What a profile suggests to look at: awaits that ran one after another, along a function or in a
 * loop, what blocked the event loop, what never settled, and generators left paused. By cost, the
 * largest first; what hangs comes last, where no cost is known.
 */
export function findings(
  profile: Profile,
  wording: FindingWording = plainWording,
): (Finding & { text: string })[] {
  const siteRows = siteTable(profile);
  const threshold = Math.max(MINIMUM_TIME, MINIMUM_SHARE * profile.elapsed);
  const costly = [
    ...sequentialAwaits(profile, functionTable(profile), siteRows),
    ...blockedEventLoop(profile, threshold),
  ];
  return [
    ...costly.filter(({ cost }) => cost >= threshold).sort((a, b) => b.cost - a.cost),
    ...unsettledAwaits(profile, siteRows),
    ...pausedGenerators(siteRows),
  ].map((finding) => ({ ...finding, text: describeFinding(finding, profile, wording) }));
}
