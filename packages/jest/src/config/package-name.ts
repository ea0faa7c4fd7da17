/** The package that errors and warnings name. It has a file of its own, since set-up files need no more. */
export const PACKAGE = '@coroscope/jest';
