export { checkModels } from './check.ts';
export { type DriverName, type Drivers, type System, systems } from './drivers.ts';
export { faultLine, type ModelFault } from './faults.ts';
export { adminTriesMax, type Model, model, type Quirks } from './model.ts';
export { ownModels, type Reading, readModels } from './read.ts';
export { candidates, recognise, type TokenFacts } from './recognise.ts';
export type { Method, Reset } from './reset.ts';
export { openShelf, type Shelf } from './shelf.ts';
