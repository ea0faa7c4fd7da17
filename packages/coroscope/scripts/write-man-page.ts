// Writes the man page into `dist`, from what the parser of the command line knows.
import { writeFileSync } from 'node:fs';
import { version } from '../package.json';
import { createCommand } from '../src/command.js';
import * as comparing from '../src/commands/comparing.js';
import { loadReportChoices } from '../src/options/report-choices.js';
import { commandEntries, programEntry } from '../src/reference/command-entries.js';
import { manPage } from '../src/reference/man-page.js';

await loadReportChoices();
const program = createCommand(comparing);
const page = manPage(programEntry(program), commandEntries(program), version);
writeFileSync(new URL('../dist/coroscope.1', import.meta.url), page);
