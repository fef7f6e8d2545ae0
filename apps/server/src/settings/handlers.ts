import type { Handler } from '../operation.ts';
import { add } from './addNotice.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { list as listNotices } from './listNotices.ts';
import { remove } from './removeNotice.ts';
import { show } from './show.ts';

export const handlers: readonly Handler[] = [show, list, change, listNotices, add, remove];
