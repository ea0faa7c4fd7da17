import { callgrind } from './callgrind.js';
import { collapsed } from './collapsed.js';
import { cpuprofile } from './cpuprofile.js';
import { csv } from './csv.js';
import { firefox } from './firefox.js';
import { html } from './html.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { pprof } from './pprof.js';
import type { ProfileFormat } from './profile-format.js';
import { profileParquet } from './profile-parquet.js';
import { pstats } from './pstats.js';
import { speedscope } from './speedscope.js';
import { text } from './text.js';

/** The formats of a profile; the first is that of files without an extension. */
export const PROFILE_FORMATS: readonly ProfileFormat[] = [
  text,
  callgrind,
  collapsed,
  cpuprofile,
  csv,
  firefox,
  html,
  json,
  markdown,
  profileParquet,
  pprof,
  pstats,
  speedscope,
];
