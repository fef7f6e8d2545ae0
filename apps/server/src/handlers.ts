import { handlers as accounts } from './accounts/handlers.ts';
import { handlers as addresses } from './addresses/handlers.ts';
import { handlers as apiKeys } from './apiKeys/handlers.ts';
import { handlers as audit } from './audit/handlers.ts';
import { handlers as bills } from './bills/handlers.ts';
import { handlers as captcha } from './captcha/handlers.ts';
import { handlers as ceremonies } from './ceremonies/handlers.ts';
import { handlers as consents } from './consents/handlers.ts';
import { handlers as custody } from './custody/handlers.ts';
import { handlers as diagnosis } from './diagnosis/handlers.ts';
import { handlers as drafts } from './drafts/handlers.ts';
import { handlers as figures } from './figures/handlers.ts';
import { handlers as integrator } from './integrator/handlers.ts';
import { handlers as invoices } from './invoices/handlers.ts';
import { handlers as invoiceTitles } from './invoiceTitles/handlers.ts';
import { handlers as links } from './links/handlers.ts';
import { handlers as materials } from './materials/handlers.ts';
import { handlers as mobileChanges } from './mobileChanges/handlers.ts';
import { handlers as moneyIssues } from './moneyIssues/handlers.ts';
import type { Handler } from './operation.ts';
import { handlers as orders } from './orders/handlers.ts';
import { handlers as payments } from './payments/handlers.ts';
import { handlers as refunds } from './refunds/handlers.ts';
import { handlers as retention } from './retention/handlers.ts';
import { handlers as reviews } from './reviews/handlers.ts';
import { handlers as risk } from './risk/handlers.ts';
import { handlers as settings } from './settings/handlers.ts';
import { handlers as sms } from './sms/handlers.ts';
import { handlers as staff } from './staff/handlers.ts';
import { handlers as texts } from './texts/handlers.ts';
import { handlers as ukeys } from './ukeys/handlers.ts';
import { handlers as webhooks } from './webhooks/handlers.ts';

/** Every operation's handler; a test holds this list against the contract, both ways. */
export const handlers: readonly Handler[] = [
  ...accounts,
  ...addresses,
  ...apiKeys,
  ...audit,
  ...captcha,
  ...bills,
  ...ceremonies,
  ...consents,
  ...custody,
  ...diagnosis,
  ...drafts,
  ...figures,
  ...integrator,
  ...invoices,
  ...invoiceTitles,
  ...links,
  ...materials,
  ...mobileChanges,
  ...moneyIssues,
  ...orders,
  ...payments,
  ...refunds,
  ...retention,
  ...reviews,
  ...risk,
  ...settings,
  ...sms,
  ...staff,
  ...texts,
  ...ukeys,
  ...webhooks,
];
