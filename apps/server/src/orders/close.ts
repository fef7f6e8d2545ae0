import { handle } from '../operation.ts';
import { takeBack } from './takeBack.ts';

export const close = handle('orders.close', (input, act) => takeBack(act, 'close', input));
