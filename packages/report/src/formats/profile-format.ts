import type { Profile } from '@coroscope/profile';
import type { ExportOptions } from '../export/export-options.js';
import type { ProfileReportOptions } from '../profile/report-options.js';
import type { Format } from './format.js';

/** The options of all formats of a profile. */
export type ProfileFormatOptions = ProfileReportOptions & ExportOptions;

/** A format of a profile. */
export type ProfileFormat = Format<Profile, ProfileFormatOptions>;
