import { writeFileSync } from 'node:fs';
import { profiler } from '@coroscope/runtime';
import { order } from './orders.js';

const { result, profile } = await profiler.run(() => order(['apple', 'pear', 'plum']));
console.log(result);
writeFileSync('coroscope-profile.json', JSON.stringify(profile));
