import { useMemo, useState } from 'preact/hooks';
import { hiddenRules, hide, show } from '../model/hidden.js';
import type { ProfileModel } from '../model/profile-model.js';

/** Packages and files that the menu offers at most, those with most functions first. */
const MOST = 40;

/** Hides functions by their file, their package, or all in `node_modules`. */
export function HideMenu({ model }: { model: ProfileModel }) {
  const rules = hiddenRules.value;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="menu" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{rules.length === 0 ? 'Hide…' : `Hidden: ${rules.length}`}</summary>
      {isOpen && <Choices model={model} />}
    </details>
  );
}

/** Only while they are looked at: all functions are gone through for them. */
function Choices({ model }: { model: ProfileModel }) {
  const { packages, files } = useMemo(() => offers(model), [model]);
  return (
    <div class="popup" role="group" aria-label="Hide functions">
      <Choice rule="deps" text="everything in node_modules" />
      {packages.length > 0 && <p class="caption">Packages</p>}
      {packages.map((name) => (
        <Choice key={name} rule={`package:${name}`} text={name} />
      ))}
      {files.length > 0 && <p class="caption">Files</p>}
      {files.map((path) => (
        <Choice key={path} rule={`file:${path}`} text={path} />
      ))}
    </div>
  );
}

function Choice({ rule, text }: { rule: string; text: string }) {
  const isHidden = hiddenRules.value.includes(rule);
  return (
    <label class="check">
      <input type="checkbox" checked={isHidden} onChange={() => (isHidden ? show : hide)(rule)} />
      {text}
    </label>
  );
}

function offers({ functions, paths, packages, profile }: ProfileModel) {
  const perPackage = new Map<string, number>();
  const perFile = new Map<string, number>();
  for (const row of functions) {
    const { file } = profile.functions[row.function];
    const name = packages[file];
    if (name !== undefined) perPackage.set(name, (perPackage.get(name) ?? 0) + 1);
    else perFile.set(paths[file], (perFile.get(paths[file]) ?? 0) + 1);
  }
  const most = (counts: Map<string, number>) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST)
      .map(([name]) => name);
  return { packages: most(perPackage), files: most(perFile) };
}
