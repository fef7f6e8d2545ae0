import type { Handler } from '../operation.ts';
import { choose } from './choose.ts';
import { discard } from './discard.ts';
import { get } from './get.ts';
import { letter } from './letter.ts';
import { save } from './save.ts';

export const handlers: readonly Handler[] = [get, choose, save, discard, letter];
