// Says how Jest's tests went, from its JSON, and which were left out. Usage: summary.mjs <results> <failed steps>
import { readFileSync } from 'node:fs';

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const [file, failedSteps] = process.argv.slice(2);
const results = read(file);
const passed = results?.numPassedTests ?? 0;
// A suite that could not run at all has no tests to count.
const failed = results ? results.numFailedTests + results.numRuntimeErrorTestSuites : 1;
const skipped = results ? results.numPendingTests + results.numTodoTests : 0;

/** The names of the tests that were not run; they say why. */
const leftOut = (results?.testResults ?? [])
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'pending' || status === 'todo')
  .map(({ fullName }) => fullName);

if (leftOut.length > 0) console.log(['\nNot run:', ...leftOut].join('\n  '));
if (Number(failedSteps) > 0) console.log(`\n${failedSteps} of the steps failed; see above.`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0 || passed === 0 || Number(failedSteps) > 0) process.exitCode = 1;
