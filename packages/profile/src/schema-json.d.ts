/** The published schema lies beside `src`, where tsc may not look; the bundler inlines it. */
declare module '*/profile.schema.json' {
  const schema: Record<string, unknown>;
  export default schema;
}
