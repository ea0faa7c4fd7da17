import type { Profile, SiteKind } from '../document/profile.js';
import type { SiteFigures } from '../figures/figures.js';
import { percentiles } from '../figures/histogram.js';
import { MergedTable, type StoredFigures } from '../figures/stored-tables.js';
import { ongoingWait } from './ongoing-wait.js';

/** One site and its figures, summed over all threads. Times are milliseconds. */
export interface SiteRow extends SiteFigures {
  /** Index in the profile's `sites`. */
  site: number;
  kind: SiteKind;
  /** The site stands inside a loop of its function. */
  inLoop: boolean;
  /** Index of its function in the profile's `functions`. */
  function: number;
  functionName: string;
  /** Path of the source file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** The line of source, without its indentation; undefined where the document has no text. */
  source: string | undefined;
}

/** A row for each site that was reached in the window, in the order of the profile's sites. */
export function siteTable(profile: Profile): SiteRow[] {
  const merged = new MergedTable('sites');
  for (const { sites } of profile.threads) {
    sites.site.forEach((site, row) => merged.add(sites, row, site));
  }
  return merged.table.site
    .toSorted((a, b) => a - b)
    .map((site) => {
      const description = profile.sites[site];
      const { name, file } = profile.functions[description.function];
      const { path, lines } = profile.files[file];
      const figures = merged.figuresOf(site);
      return {
        site,
        ...description,
        functionName: name,
        file: path,
        source: lines?.[description.line]?.trim(),
        ...figures,
        ...derivedFigures(figures),
      };
    });
}

function derivedFigures(figures: StoredFigures<'sites'>) {
  const { resumed, live, waiting, longest, histogram } = figures;
  const waits = resumed + live;
  const known = resumed > 0 ? longest : undefined;
  return {
    mean: waits > 0 ? waiting / waits : undefined,
    ongoing: ongoingWait(figures),
    longest: known,
    ...percentiles(histogram, known),
  };
}
