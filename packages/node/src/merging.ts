/** What saves the profile of a run that no command waits for. */
export { saveRun } from './process/save-run.js';
