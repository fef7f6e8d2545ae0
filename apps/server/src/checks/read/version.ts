import type { PageReading, Reading } from './reading.ts';

/** Goes up with every change to what is read or how it is judged. */
const version = 1;

export const openReading = (engine: string, pages: readonly PageReading[]): Reading => ({
  engine: `check-${version}/${engine}`,
  pages,
});
