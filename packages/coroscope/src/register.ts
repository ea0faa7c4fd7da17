/** `node --import coroscope/register app.ts`; see `@coroscope/node/register`. */
import '@coroscope/node/register';
