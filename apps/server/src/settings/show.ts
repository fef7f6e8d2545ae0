import { handle } from '../operation.ts';
import { listAnnouncements } from '../texts/announcements.ts';
import { feeOf } from '../texts/fee.ts';
import { everyReason } from '../texts/reasons.ts';
import { extensionId } from '../web/extension.ts';
import { type consentKinds, currentConsents } from './consents.ts';

export const show = handle('settings.show', async (_input, { ctx }) => {
  const [settings, texts] = [await ctx.settings(), await ctx.texts()];
  const { caName, productName, hotline, wechat, reviewHours } = settings;
  const consents = currentConsents(settings, texts);
  const shown = ({ version, zh, en }: (typeof consents)[(typeof consentKinds)[number]]) => ({ version, zh, en });
  return {
    caName,
    productName,
    hotline,
    wechat,
    feeFen: feeOf(texts),
    reviewHours,
    bridgePort: ctx.config.bridgePort,
    extensionId: await extensionId(ctx.config),
    hasMail: ctx.config.mail !== undefined,
    isDemo: !ctx.config.isProduction,
    consents: { terms: shown(consents.terms), privacy: shown(consents.privacy), id_card: shown(consents.id_card) },
    notices: listAnnouncements(texts, 20),
    faq: texts.content('faq', '*')?.items ?? [],
    reasons: everyReason(texts),
  };
});
