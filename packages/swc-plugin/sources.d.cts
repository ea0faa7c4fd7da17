/** The hash of all that the Wasm is built from. */
export declare function sourcesHash(directory?: string): string;
