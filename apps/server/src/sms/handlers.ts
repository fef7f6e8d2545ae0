import type { Handler } from '../operation.ts';
import { list } from './list.ts';
import { resend } from './resend.ts';
import { status } from './status.ts';

export const handlers: readonly Handler[] = [list, status, resend];
