/** `bun --preload coroscope/bun app.ts`; see `@coroscope/node/bun`. */
import '@coroscope/node/bun';
