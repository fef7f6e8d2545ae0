import type { Handler } from '../operation.ts';
import { decide } from './decide.ts';
import { list } from './list.ts';

export const handlers: readonly Handler[] = [decide, list];
