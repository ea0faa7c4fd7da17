// A server of Vite's. Reads a request `{ vite, plugins, directory, options, … }` from the first
// line of its input, says where it listens, and then answers each line, the path of a module, with
// what its `render` gives on the server. Ends with its input.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (message) => process.stdout.write(`\n@${JSON.stringify(message)}\n`);

const request = JSON.parse((await lines.next()).value);
const { build, createServer, preview } = await import(request.vite);
const { default: vue } = await import('@vitejs/plugin-vue');
const { default: coroscope } = await import(pathToFileURL(join(request.plugins, 'vite.js')).href);

const config = {
  configFile: false,
  root: request.directory,
  logLevel: 'warn',
  plugins: [vue(), coroscope(request.options)],
  server: { port: 0, host: 'localhost', fs: { strict: false } },
  preview: { port: 0, host: 'localhost' },
  optimizeDeps: { include: request.dependencies },
};

let server;
if (request.preview) {
  await build(config);
  server = await preview(config);
} else {
  server = await (await createServer(config)).listen();
}
say({ url: server.resolvedUrls.local[0] });

for await (const path of lines) {
  const { render } = await server.environments.ssr.runner.import(path);
  say({ rendered: await render() });
}
await server.close();
process.exit();
