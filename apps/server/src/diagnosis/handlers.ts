import type { Handler } from '../operation.ts';
import { list } from './list.ts';

export const handlers: readonly Handler[] = [list];
