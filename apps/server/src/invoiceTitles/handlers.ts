import type { Handler } from '../operation.ts';
import { add } from './add.ts';
import { edit } from './edit.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

export const handlers: readonly Handler[] = [list, add, edit, remove];
