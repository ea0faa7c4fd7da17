import { abilities } from '../model/documents.js';

interface Props {
  /** As the document has it. */
  path: string;
  line: number;
  column: number;
  /** As the page shows it. */
  text: string;
}

/** A place in the source, which opens in the editor if the server can do that. */
export function SourceLink({ path, line, column, text }: Props) {
  const { open } = abilities.value;
  if (open === undefined) return <>{text}</>;
  const url = open + encodeURIComponent(`${path}:${line}:${column}`);
  return (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault();
        void fetch(url);
      }}
    >
      {text}
    </a>
  );
}
