import * as figures from './operations/integrator/figures.ts';
import * as keys from './operations/integrator/keys.ts';
import * as orders from './operations/integrator/orders.ts';
import * as ukeys from './operations/integrator/ukeys.ts';
import * as webhooks from './operations/integrator/webhooks.ts';

/** Everything that programs with an API key may call. Within v1 operations only ever gain: fields that may be left out, and fields of answers. */
export const integrator = {
  'v1.keys.show': keys.show,
  'v1.orders.list': orders.list,
  'v1.orders.get': orders.get,
  'v1.orders.applicant': orders.applicant,
  'v1.orders.evidence': orders.evidence,
  'v1.ukeys.list': ukeys.list,
  'v1.ukeys.get': ukeys.get,
  'v1.ukeys.upsert': ukeys.upsert,
  'v1.ukeys.setStatus': ukeys.setStatus,
  'v1.figures.orders': figures.orders,
  'v1.webhooks.list': webhooks.list,
  'v1.webhooks.add': webhooks.add,
  'v1.webhooks.change': webhooks.change,
  'v1.webhooks.remove': webhooks.remove,
  'v1.webhooks.rotate': webhooks.rotate,
  'v1.webhooks.test': webhooks.test,
  'v1.webhooks.deliveries': webhooks.deliveries,
  'v1.webhooks.resend': webhooks.resend,
} as const;
export type Integrator = typeof integrator;
