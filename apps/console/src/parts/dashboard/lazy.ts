import { lazy } from 'react';

/** The library that draws is large, and comes after the numbers: the page is readable without it. */
export const DaysChart = lazy(async () => ({ default: (await import('./charts.tsx')).DaysChart }));
