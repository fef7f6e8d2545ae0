import type { MessageProvider } from '@jiesuo/contract/console';
import type { Context } from '../../context.ts';
import { loadTemplates } from '../providerTemplates.ts';
import { applyReceipts } from '../receipts.ts';
import { readSecret } from '../secrets.ts';
import type { Provider } from './provider.ts';

export interface Providers {
  /** Loaded and made when first wanted: an installation pays for the ones that it uses. */
  get(name: MessageProvider): Promise<Provider>;
}

export function createProviders(ctx: Context): Providers {
  const made = new Map<MessageProvider, Promise<Provider>>();
  return {
    get(name) {
      const known = made.get(name);
      if (known) return known;
      const making = make(ctx, name);
      made.set(name, making);
      // A file that could not be read may be there at the next message.
      making.catch(() => made.delete(name));
      return making;
    },
  };
}

async function make(ctx: Context, name: MessageProvider): Promise<Provider> {
  const { sms, mail } = ctx.config;
  switch (name) {
    case 'generic':
      return (await import('./generic.ts')).createGeneric(sms);
    case 'aliyun': {
      const secret = readSecret(sms.aliyun.secretFile);
      return (await import('./aliyun.ts')).createAliyun({ ...sms.aliyun, secret }, loadTemplates(ctx.config, 'aliyun'));
    }
    case 'tencent': {
      const secret = readSecret(sms.tencent.secretFile);
      const { createTencent } = await import('./tencent.ts');
      return createTencent({ ...sms.tencent, secret }, loadTemplates(ctx.config, 'tencent'));
    }
    case 'smpp': {
      const password = readSecret(sms.smpp.passwordFile);
      const { createSmpp } = await import('./smpp.ts');
      return createSmpp({ ...sms.smpp, password }, async (receipts) => {
        await applyReceipts(ctx, 'smpp', receipts);
      });
    }
    case 'mail': {
      if (!mail) throw new Error('there is no mail server');
      const password = mail.passwordFile === undefined ? undefined : readSecret(mail.passwordFile);
      return (await import('../../mail/provider.ts')).createMail({ ...mail, password });
    }
  }
}
