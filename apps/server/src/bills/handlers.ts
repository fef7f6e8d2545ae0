import type { Handler } from '../operation.ts';
import { list } from './list.ts';
import { reconcile } from './reconcileNow.ts';
import { save } from './save.ts';

export const handlers: readonly Handler[] = [list, reconcile, save];
