import { NO_SITE, type Activation } from './activation.js';
import { enlargedFloats, enlargedIntegers, newMap } from './intrinsics.js';
import { siteCount } from './sites.js';

/**
 * How often one await followed another in the same activation, and what overlapping it with those
 * before it could have saved at most: the sum of an activation's waits less the time that they would
 * take at least if all overlapped. Each wait's share is by how much it made that difference grow.
 */
export let sequenceCount = 0;
let capacity = 64;
export let sequenceBefore = new Int32Array(capacity);
export let sequenceAfter = new Int32Array(capacity);
export let sequenceTimes = new Float64Array(capacity);
export let sequenceSaving = new Float64Array(capacity);

const rows = newMap<number, number>();
// By site: the row used last, as one await nearly always follows the same other one.
let latestCapacity = 256;
let latestRow = new Int32Array(latestCapacity).fill(-1);

/** Books an await that ended against those that the activation made before it. */
export function recordAwait(activation: Activation, wait: number): void {
  const { site, previousSite } = activation;
  const before = leastTime(activation);
  const work = activation.work - activation.workBefore;
  activation.previousSite = site;
  activation.waitWork += work < wait ? work : wait;
  if (wait > activation.waitLongest) activation.waitLongest = wait;
  if (previousSite !== NO_SITE) {
    recordSequence(previousSite, site, wait - (leastTime(activation) - before));
  }
}

/**
 * What the awaits of an activation would take at least if all of them overlapped: as long as the
 * longest, and as long as the work of what they waited for, since a thread does one thing at a time.
 */
function leastTime({ waitLongest, waitWork }: Activation): number {
  return waitLongest > waitWork ? waitLongest : waitWork;
}

function recordSequence(before: number, after: number, saving: number): void {
  if (after >= latestCapacity) growLatest();
  let row = latestRow[after];
  if (row === -1 || sequenceBefore[row] !== before) row = latestRow[after] = findRow(before, after);
  sequenceTimes[row]++;
  sequenceSaving[row] += saving;
}

function findRow(before: number, after: number): number {
  // Exact in a double: there are fewer than 2 ** 26 sites.
  const key = before * 0x4000000 + after;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row = sequenceCount++;
  if (row === capacity) growSequences();
  sequenceBefore[row] = before;
  sequenceAfter[row] = after;
  rows.set(key, row);
  return row;
}

function growSequences(): void {
  capacity *= 2;
  sequenceBefore = enlargedIntegers(sequenceBefore, capacity);
  sequenceAfter = enlargedIntegers(sequenceAfter, capacity);
  sequenceTimes = enlargedFloats(sequenceTimes, capacity);
  sequenceSaving = enlargedFloats(sequenceSaving, capacity);
}

function growLatest(): void {
  const known = latestCapacity;
  latestCapacity = siteCount > known * 2 ? siteCount : known * 2;
  latestRow = enlargedIntegers(latestRow, latestCapacity);
  for (let site = known; site < latestCapacity; site++) latestRow[site] = -1;
}
