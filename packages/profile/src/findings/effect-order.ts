import type { Profile } from '../document/profile.js';
import { operandAt } from './operand.js';

/** Verbs, at the beginning of a name, of what is done for its effect rather than for its result. */
const EFFECT =
  /^(?:begin|commit|rollback|start|stop|open|close|connect|lock|unlock|acquire|release|create|insert|update|upsert|delete|remove|drop|truncate|save|store|set|put|write|append|mkdir|rm|rename|move|copy|send|push|publish|emit|post|add|enqueue|end|destroy|dispose|drain|migrate|seed|clear|flush|goto|click|type|fill)(?![a-z])/;

/**
 * Whether one await may have to come after another for what that does, though it needs nothing that it
 * gives: both act on one object, or one of them is named after its effect. Only the line of source can
 * tell, and only that much.
 */
export function mayBeOrdered(before: number, after: number, profile: Profile): boolean {
  const [first, second] = [operandAt(before, profile), operandAt(after, profile)];
  if (first === undefined || second === undefined) return false;
  if (EFFECT.test(first.method) || EFFECT.test(second.method)) return true;
  // In a loop, each iteration has its say on the same object: most query one and the same database.
  return before !== after && first.receiver !== undefined && first.receiver === second.receiver;
}

/** What is awaited to be allowed to go on: a semaphore, a mutex. */
const LOCK = /^(?:acquire|lock|enter)(?![a-z])/;

/** Whether an await comes first by intent: what it waits for guards what comes after it. */
export function isLock(site: number, profile: Profile): boolean {
  const operand = operandAt(site, profile);
  return operand !== undefined && LOCK.test(operand.method);
}
