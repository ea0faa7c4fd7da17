/** The commands whose options are described by the code of reports, which takes longer to load than a program to start. */
export { addCompareCommand } from './compare.js';
export { addConvertCommand } from './convert.js';
export { addDiffCommand } from './diff.js';
export { addMergeCommand } from './merge.js';
export { addPushCommand } from './push.js';
