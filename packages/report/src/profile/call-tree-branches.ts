import type { RecursionFreeNode } from '@coroscope/profile';

/** A node that is shown, with what is shown below it. */
export interface Branch extends ShownChildren {
  node: RecursionFreeNode;
  /** Nodes between the parent and this one that only pass calls on, folded into one line. */
  through: RecursionFreeNode[];
}

export interface ShownChildren {
  /** The heaviest first. */
  children: Branch[];
  hidden: readonly RecursionFreeNode[];
}

export interface BranchLimits {
  /** Branches shown at most. */
  count: number;
  /** Levels shown at most. */
  depth: number;
  /** Milliseconds: branches with nothing in them that reaches it are hidden. */
  min: number;
}

/** Siblings of which those before `next` are shown. */
interface Candidate {
  /** The heaviest first. */
  siblings: readonly RecursionFreeNode[];
  next: number;
  parent: ShownChildren;
  level: number;
}

/** The fewest nodes of a run that is folded because each only passes calls on. */
const shortestRun = 3;

/** The largest part of its total that a node spends itself if it only passes calls on. */
const negligible = 0.02;

/** Picks the branches with the most time, wherever in the tree they are. */
export function selectBranches(
  roots: readonly RecursionFreeNode[],
  { count, depth, min }: BranchLimits,
): ShownChildren {
  const top: ShownChildren = { children: [], hidden: [] };
  const siblings = roots.toSorted((a, b) => b.heaviest - a.heaviest);
  const candidates: Candidate[] = [{ siblings, next: 0, parent: top, level: 1 }];
  for (let shown = 0; shown < count; shown++) {
    const candidate = heaviest(candidates);
    const node = candidate?.siblings[candidate.next];
    if (!candidate || !node || node.heaviest < min) break;
    candidate.next++;
    const { parent, level } = candidate;
    const branch = isPassedOnTo(parent) ? foldRun(node) : unfolded(node);
    parent.children.push(branch);
    const { children } = branch.node;
    if (level === depth) branch.hidden = children;
    else candidates.push({ siblings: children, next: 0, parent: branch, level: level + 1 });
  }
  for (const { siblings, next, parent } of candidates) parent.hidden = siblings.slice(next);
  return top;
}

function heaviest(candidates: readonly Candidate[]): Candidate | undefined {
  const weight = ({ siblings, next }: Candidate) => siblings[next]?.heaviest ?? -1;
  return candidates.reduce((best, candidate) =>
    weight(candidate) > weight(best) ? candidate : best,
  );
}

/** A run is folded only below a node that is shown and passes its calls on. */
function isPassedOnTo(parent: ShownChildren | Branch): boolean {
  return 'node' in parent && passesOn(parent.node);
}

function passesOn({ total, self, external, children }: RecursionFreeNode): boolean {
  return children.length === 1 && self + external <= total * negligible;
}

function unfolded(node: RecursionFreeNode): Branch {
  return { node, through: [], children: [], hidden: [] };
}

/** The branch at the end of the run that starts with a node, if that is long enough. */
function foldRun(start: RecursionFreeNode): Branch {
  const through: RecursionFreeNode[] = [];
  let node = start;
  while (passesOn(node)) {
    through.push(node);
    [node] = node.children;
  }
  return through.length < shortestRun ? unfolded(start) : { ...unfolded(node), through };
}
