import { go, param } from '../state/address.js';

/** Whether the address asks for tables in place of graphs; each graph has a choice of its own where it names one. */
export function isTable(name = 'table'): boolean {
  return param(name) === '1';
}

/** Shows what a graph shows as a table. */
export function TableChoice({ name = 'table' }: { name?: string }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isTable(name)}
        onChange={() => go({ params: { [name]: isTable(name) ? undefined : '1' } })}
      />
      As a table
    </label>
  );
}
