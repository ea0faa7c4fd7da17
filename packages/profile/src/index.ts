export * from './document.js';
export { functionTable, type FunctionRow } from './function-table.js';
export { addHistograms, bucketBounds, histogramCount, percentile } from './histogram.js';
export { ProfileError } from './profile-error.js';
export { readProfile } from './read-profile.js';
export { siteTable, type SiteRow } from './site-table.js';
export { totals, type Totals } from './totals.js';
