import type { Handler } from '../operation.ts';
import { list } from './list.ts';
import { resolve } from './resolve.ts';

export const handlers: readonly Handler[] = [list, resolve];
