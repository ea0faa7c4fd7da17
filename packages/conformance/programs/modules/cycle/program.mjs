// partner.mjs runs first and calls early, hoisted, before this module's first statement.
import './partner.mjs';

export function early() {
  advance(1);
}

early();
