import type { Handler } from '../operation.ts';
import { decide } from './decide.ts';
import { liftStop } from './liftStop.ts';
import { list } from './list.ts';
import { show } from './show.ts';
import { stop } from './stop.ts';
import { take } from './take.ts';

export const handlers: readonly Handler[] = [decide, liftStop, list, show, stop, take];
