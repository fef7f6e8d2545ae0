import { handle } from '../operation.ts';
import { takeBack } from './takeBack.ts';

export const withdraw = handle('orders.withdraw', (input, act) => takeBack(act, 'withdraw', input));
