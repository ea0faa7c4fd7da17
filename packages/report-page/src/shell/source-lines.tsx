import { shown } from '../text/shown.js';

export interface SourceLine {
  line: number;
  text: string | undefined;
  /** What is said about the line. */
  remark?: string;
}

/** Lines of source behind their numbers; those without text are left out. */
export function SourceLines({ lines }: { lines: readonly SourceLine[] }) {
  const known = lines.filter(({ text }) => text !== undefined);
  if (known.length === 0) return null;
  return (
    <ol class="source" tabIndex={0} aria-label="Source">
      {known.map(({ line, text, remark }, i) => (
        <li key={i} value={line}>
          <code>{shown(text!.trimEnd())}</code>
          {remark && <span class="remark">{remark}</span>}
        </li>
      ))}
    </ol>
  );
}
