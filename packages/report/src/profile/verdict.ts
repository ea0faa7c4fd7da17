import { verdict } from '@coroscope/profile';
import { paragraph } from '../terminal/paragraph.js';
import { findingWording } from './finding-wording.js';
import type { ReportContext } from './report-context.js';

/** Renders whose time it was, and what that says. */
export function renderVerdict(context: ReportContext): string[] {
  const { text } = verdict(context.profile, findingWording(context));
  return paragraph('', text, context.theme);
}
