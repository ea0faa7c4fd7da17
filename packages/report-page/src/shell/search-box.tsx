import { go, param } from '../state/address.js';

interface Props {
  label: string;
  placeholder: string;
}

/** What `/` leads to: the field whose text is the choice `q` of the address. */
export function SearchBox({ label, placeholder }: Props) {
  return (
    <input
      type="search"
      class="search"
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={`${placeholder}  /`}
      value={param('q') ?? ''}
      onInput={({ currentTarget }) => go({ params: { q: currentTarget.value } }, false)}
    />
  );
}
