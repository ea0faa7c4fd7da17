export {
  figureNames,
  type Figure,
  type FigureName,
  type FigureSubject,
  type FigureValues,
} from './figures/figure.js';
export {
  ACTIVATION_FIGURES,
  SEQUENCE_FIGURES,
  SITE_FIGURES,
  THREAD_FIGURES,
  type FunctionFigureName,
  type SiteFigureName,
} from './figures/figures.js';
export {
  addHistograms,
  bucketBounds,
  forEachBucket,
  histogramCount,
  percentile,
  type Percentiles,
} from './figures/histogram.js';
export {
  emptyTable,
  MergedTable,
  storedUnits,
  type StoredFigures,
  type StoredTables,
} from './figures/stored-tables.js';
