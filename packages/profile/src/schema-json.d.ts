/** The published schemas lie beside `src`, where tsc may not look; the bundler inlines them. */
declare module '*.schema.json' {
  const schema: Record<string, unknown>;
  export default schema;
}
