export { type FigureGroup, type FigureTable, figureRoles, figureTables } from './figures/groups.ts';
export { type Cell, type Compared, type Sheet, share } from './figures/sheet.ts';
export { type Answers, sheetOf } from './figures/sheets.ts';
export {
  type Flow,
  flows,
  flowWords,
  headWords,
  type PeriodName,
  periodNames,
  type Wait,
  waits,
  waitWords,
} from './figures/words.ts';
