import { FUNCTION_KINDS, SITE_KINDS } from './kinds.js';
import {
  METADATA_DIGITS,
  NO_MORE_SITES,
  type FileMetadata,
  type SiteMetadata,
} from './metadata.js';

/** Encodes metadata for emitted code; `decodeMetadata` describes the format. */
export function encodeMetadata({ functions, sites }: FileMetadata): string {
  const hasSources = functions.some(({ source }) => source > 0);
  let text = number(2 * functions.length + (hasSources ? 1 : 0));
  let before = { name: '', source: 0, line: 0 };
  for (const { name, kind, source, line, column, counted } of functions) {
    text += number(FUNCTION_KINDS.indexOf(kind) + (counted ? 8 : 0));
    if (hasSources) text += difference(source - before.source);
    text += difference(line - before.line) + number(column - 1);
    const shared = sharedLength(name, before.name);
    text += number(shared) + number(name.length - shared) + name.slice(shared);
    before = { name, source, line };
  }
  let siteBefore = { function: 0, line: 0 };
  for (const site of sites) {
    text += number(SITE_KINDS.indexOf(site.kind) + (site.inLoop ? 8 : 0));
    text += difference(site.function - siteBefore.function);
    text += difference(site.line - siteBefore.line) + number(site.column - 1);
    siteBefore = site;
  }
  return text + dependences(sites);
}

function dependences(sites: readonly SiteMetadata[]): string {
  const numbers: string[] = [];
  let before = -1;
  sites.forEach(({ dependsOn }, site) => {
    if (!dependsOn?.length) return;
    numbers.push(number(site - before), number(dependsOn.length), difference(dependsOn[0]! - site));
    for (let i = 1; i < dependsOn.length; i++) {
      numbers.push(number(dependsOn[i]! - dependsOn[i - 1]!));
    }
    before = site;
  });
  if (numbers.length === 0) return '';
  numbers.unshift(number(NO_MORE_SITES));
  while (numbers.length % 4 > 0) numbers.push(number(0));
  return numbers.join('');
}

function number(value: number): string {
  let text = '';
  for (; value > 31; value = Math.floor(value / 32)) text += METADATA_DIGITS[32 + (value % 32)]!;
  return text + METADATA_DIGITS[value]!;
}

function difference(value: number): string {
  return number(value < 0 ? -2 * value + 1 : 2 * value);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
