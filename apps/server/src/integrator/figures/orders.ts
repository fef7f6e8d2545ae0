import { showOrders } from '../../figures/orders.ts';
import { handle } from '../../operation.ts';

export const orders = handle('v1.figures.orders', (input, { ctx, now }) => showOrders(ctx, input, now));
