import type { Handler } from '../operation.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { show } from './show.ts';

export const handlers: readonly Handler[] = [show, list, change];
