export { addSourceLines } from './processors/add-source-lines.js';
export { compensate } from './processors/compensate.js';
export { RunFolder } from './processors/fold-runs.js';
export { mergeProfiles } from './processors/merge-profiles.js';
export { mergeTags } from './processors/merge-tags.js';
export { onlyTag } from './processors/only-tag.js';
export { prune, type PruneOptions } from './processors/prune.js';
export { withoutFunctions } from './processors/without-functions.js';
