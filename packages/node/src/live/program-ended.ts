import { CoroscopeError } from '../messages/coroscope-error.js';

/** The error for a program that can't be asked any more. */
export class ProgramEnded extends CoroscopeError {
  constructor(process: number) {
    super(`process ${process} has ended`);
  }
}
