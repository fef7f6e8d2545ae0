import type { Handler } from '../operation.ts';
import { compare } from './compare.ts';
import { exportLog } from './export.ts';
import { list } from './list.ts';
import { prove } from './prove.ts';
import { state } from './state.ts';

export const handlers: readonly Handler[] = [list, state, prove, compare, exportLog];
