import type { Handler } from '../operation.ts';
import { give } from './give.ts';
import { state } from './state.ts';
import { text } from './text.ts';
import { withdraw } from './withdraw.ts';

export const handlers: readonly Handler[] = [state, give, withdraw, text];
