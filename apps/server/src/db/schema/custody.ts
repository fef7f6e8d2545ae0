import type { Method } from '@jiesuo/ceremony';

export interface CustodyDecisionsTable {
  order_id: string;
  ca_id: string;
  method: Method;
  decision: 'granted' | 'refused';
  reason: string;
  decided_by: string;
  decided_at: Date;
}
