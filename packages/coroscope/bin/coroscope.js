#!/usr/bin/env node
// CommonJS, which Node starts in less time.
const { bun, deno } = process.versions;
if (!bun && !deno) require('../dist/cjs/compile-cache.js').enableCompileCache();
require('../dist/cjs/main.js').main(process.argv);
