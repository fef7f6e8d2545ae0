import type { Handler } from '../operation.ts';
import { exportRecords } from './export.ts';
import { list } from './list.ts';
import { open } from './open.ts';
import { openings } from './openings.ts';
import { state } from './state.ts';

export const handlers: readonly Handler[] = [open, state, list, openings, exportRecords];
