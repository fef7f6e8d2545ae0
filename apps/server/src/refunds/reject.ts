import { handle } from '../operation.ts';
import { decide } from './decide.ts';

export const reject = handle('refunds.reject', (input, act) => decide(act, 'rejected', input));
