/** Text for one line of a terminal. An entry of its own, so that a message can be printed without loading the reports. */
export { printable } from './terminal/printable.js';
