import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { notice } from '../shapes.ts';
import { textContents } from '../texts.ts';

/** What every page needs to know before log-in: branding, texts, fee, consent texts with their versions, notices. */
export const show = operation({
  name: 'settings.show',
  kind: 'read',
  roles: ['anyone'],
  summary: 'branding, consent texts, fee, notices, frequent questions',
  input: f.nothing,
  output: z.strictObject({
    caName: z.string(),
    productName: z.strictObject({ zh: z.string(), en: z.string() }),
    hotline: z.string(),
    wechat: z.string(),
    feeFen: z.number().int(),
    reviewHours: z.number().int(),
    bridgePort: z.number().int(),
    /** Of the browser extension by which this site reaches the bridge; null where it has none. */
    extensionId: z.string().nullable(),
    /** Whether notices can also go by e-mail. */
    hasMail: z.boolean(),
    isDemo: z.boolean(),
    consents: z.strictObject({
      terms: z.strictObject({ version: z.string(), zh: z.string(), en: z.string() }),
      privacy: z.strictObject({ version: z.string(), zh: z.string(), en: z.string() }),
      id_card: z.strictObject({ version: z.string(), zh: z.string(), en: z.string() }),
    }),
    notices: z.array(notice),
    /** Frequent questions, as staff published them. */
    faq: textContents.faq.shape.items,
    /** Every frequent reason of a refusal that was ever published: tells a page how a Chinese reason is said in English. */
    reasons: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
  }),
  refusals: [],
});
