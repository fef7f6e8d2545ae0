import type { Handler } from '../operation.ts';
import { discard } from './discard.ts';
import { history } from './history.ts';
import { list } from './list.ts';
import { publish } from './publish.ts';
import { save } from './save.ts';
import { settle } from './settle.ts';
import { show } from './show.ts';
import { waiting } from './waiting.ts';

export const handlers: readonly Handler[] = [list, waiting, show, history, save, discard, publish, settle];
