import { handle } from '../operation.ts';
import { decide } from './decide.ts';

export const approve = handle('refunds.approve', (input, act) => decide(act, 'approved', input));
