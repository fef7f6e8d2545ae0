import type { Handler } from '../operation.ts';
import { approve } from './approve.ts';
import { ask } from './ask.ts';
import { confirm } from './confirm.ts';
import { list } from './list.ts';
import { reject } from './reject.ts';
import { retry } from './retry.ts';

export const handlers: readonly Handler[] = [list, ask, approve, reject, retry, confirm];
