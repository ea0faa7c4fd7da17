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
  hidden: RecursionFreeNode[];
}

export interface BranchLimits {
  /** Branches shown at most. */
  count: number;
  /** Levels shown at most. */
  depth: number;
  /** Milliseconds: branches with nothing in them that reaches it are hidden. */
  min: number;
}

interface Candidate {
  node: RecursionFreeNode;
  parent: ShownChildren;
  level: number;
  /** A run may be folded from here on: it starts below a node that only passes calls on. */
  foldable: boolean;
}

/** From so many nodes on, a run that only passes calls on is folded. */
const shortestRun = 3;

/** A node only passes calls on if it spends no more than this part of its total itself. */
const negligible = 0.02;

/** Picks the branches with the most time, wherever in the tree they are. */
export function selectBranches(
  roots: readonly RecursionFreeNode[],
  { count, depth, min }: BranchLimits,
): ShownChildren {
  const top: ShownChildren = { children: [], hidden: [] };
  const candidates = new Set<Candidate>();
  const add = (nodes: readonly RecursionFreeNode[], rest: Omit<Candidate, 'node'>) =>
    nodes.forEach((node) => candidates.add({ node, ...rest }));
  add(roots, { parent: top, level: 1, foldable: false });
  for (let shown = 0; shown < count; shown++) {
    const next = heaviest(candidates);
    if (next === undefined || next.node.heaviest < min) break;
    candidates.delete(next);
    const branch = next.foldable ? foldRun(next.node) : unfolded(next.node);
    next.parent.children.push(branch);
    const level = next.level + 1;
    if (level > depth) branch.hidden = [...branch.node.children];
    else add(branch.node.children, { parent: branch, level, foldable: passesOn(branch.node) });
  }
  for (const { node, parent } of candidates) parent.hidden.push(node);
  return top;
}

function heaviest(candidates: Iterable<Candidate>): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (!best || candidate.node.heaviest > best.node.heaviest) best = candidate;
  }
  return best;
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
