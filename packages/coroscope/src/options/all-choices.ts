import { FINDING_IDS } from '@coroscope/profile';
import {
  formatOfFile,
  parseSortKey,
  PROFILE_FORMATS,
  SORT_KEYS,
  WEIGHT_NAMES,
} from '@coroscope/report';
import type { ReportChoices } from './choices.js';

export const CHOICES: ReportChoices = {
  formats: PROFILE_FORMATS,
  formatOfFile: (file) => formatOfFile(file, PROFILE_FORMATS),
  sortKeys: SORT_KEYS,
  parseSortKey,
  findingIds: FINDING_IDS,
  weights: WEIGHT_NAMES,
};
