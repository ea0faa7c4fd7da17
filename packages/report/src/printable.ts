/** Text for one line of a terminal, by itself: what says something loads no report for that. */
export { printable } from './terminal/printable.js';
