/** What the engine calls the file of functions of its own, with which it measures its probes. */
export const SCRATCH_FILE = '<coroscope>';
