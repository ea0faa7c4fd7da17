import { early } from './program.mjs';

early();
