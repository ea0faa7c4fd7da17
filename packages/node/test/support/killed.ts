/** The end of a program that is killed from outside: what it sends to itself, we see coming. */
export const KILLED = `
  import { execFileSync } from 'node:child_process';
  execFileSync('kill', ['-KILL', String(process.pid)]);
`;
