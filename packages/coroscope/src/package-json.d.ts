/** The manifest lies beside `src`, where tsc may not look; the bundler inlines what is used of it. */
declare module '*/package.json' {
  export const version: string;
}
