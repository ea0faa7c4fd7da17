#!/usr/bin/env node
import module from 'node:module';

const require = module.createRequire(import.meta.url);
const { bun, deno } = process.versions;
if (module.enableCompileCache) module.enableCompileCache();
else if (!bun && !deno) require('../dist/cjs/compile-cache.js').enableCompileCache();
await require('../dist/cjs/main.js').main(process.argv);
