import type { Handler } from '../operation.ts';
import { messages } from './messages.ts';
import { money } from './money.ts';
import { orders } from './orders.ts';
import { resets } from './resets.ts';
import { reviewers } from './reviewers.ts';
import { reviews } from './reviews.ts';
import { save } from './save.ts';

export const handlers: readonly Handler[] = [orders, reviews, resets, reviewers, money, messages, save];
