/** What reads the options of a program that no command has started. */
export { readOptions } from './options/environment.js';
