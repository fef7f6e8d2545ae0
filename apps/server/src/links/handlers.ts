import type { Handler } from '../operation.ts';
import { change } from './change.ts';
import { open } from './open.ts';
import { show } from './show.ts';

export const handlers: readonly Handler[] = [open, show, change];
