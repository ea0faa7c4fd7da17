import type * as t from '@babel/types';
import type { SiteKind } from '@coroscope/runtime/contract';
import { asyncContextBefore } from '../names/components.js';
import type { Origin } from '../parse/origins.js';
import type { FileState } from './file-state.js';

/** @returns the index of the new site in the file */
export function addSite(file: FileState, kind: SiteKind, node: t.Node): number {
  const { frame } = file;
  const owner = frame.metadata!;
  const origin = originOf(node, file) ?? originOf(asyncContextBefore(file.ancestors), file);
  const { line, column } = origin !== null && origin.source === owner.source ? origin : owner;
  const { dependences, loopDepth } = frame;
  const inLoop = loopDepth > 0;
  file.edited.count++;
  return file.sites.push({ function: owner, kind, line, column, inLoop, node, dependences }) - 1;
}

/** Adds a site at which the activation leaves the stack without exiting. */
export function addSuspension(file: FileState, kind: SiteKind, node: t.Node): number {
  file.frame.suspensions++;
  return addSite(file, kind, node);
}

function originOf(node: t.Node | undefined, file: FileState): Origin | null {
  return node?.loc ? file.origins.of(node.loc.start) : null;
}
