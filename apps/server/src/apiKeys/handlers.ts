import type { Handler } from '../operation.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { revoke } from './revoke.ts';
import { rotate } from './rotate.ts';
import { settle } from './settle.ts';

export const handlers: readonly Handler[] = [list, create, settle, rotate, revoke];
