#!/usr/bin/env node
import { main } from '../dist/esm/main.js';

await main(process.argv);
