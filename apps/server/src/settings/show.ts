import { handle } from '../operation.ts';
import { extensionId } from '../web/extension.ts';
import { consentKinds, currentConsents } from './consents.ts';
import { listNotices } from './notices.ts';

export const show = handle('settings.show', async (_input, { ctx }) => {
  const settings = await ctx.settings();
  const { caName, productName, hotline, wechat, feeFen, reviewHours } = settings;
  const texts = currentConsents(settings);
  const shown = ({ version, zh, en }: (typeof texts)[(typeof consentKinds)[number]]) => ({ version, zh, en });
  return {
    caName,
    productName,
    hotline,
    wechat,
    feeFen,
    reviewHours,
    bridgePort: ctx.config.bridgePort,
    extensionId: await extensionId(ctx.config),
    hasMail: ctx.config.mail !== undefined,
    isDemo: !ctx.config.isProduction,
    consents: { terms: shown(texts.terms), privacy: shown(texts.privacy), id_card: shown(texts.id_card) },
    notices: await listNotices(ctx.db, ctx.caId, 20),
  };
});
