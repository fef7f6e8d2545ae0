import type { Config } from '../config.ts';
import { keyringOf, type Root } from '../keys/keyring.ts';

/** Providers that post their reports to us; SMPP brings them on its own line. */
export const reporting = ['aliyun', 'tencent'] as const;
type Reporting = (typeof reporting)[number];

/** The part of the address that only the provider knows: nobody signs reports. Another for each provider, the same after a restart. */
export const receiptSecret = (root: Root, provider: Reporting): string =>
  keyringOf(root).derive(`sms receipts ${provider}`).subarray(0, 24).toString('base64url');

/** Where the providers in use are to post their reports, for the operator to enter in their consoles. */
export const receiptUrls = (
  config: Pick<Config, 'sms' | 'portal'>,
  secretOf: (provider: Reporting) => string,
): readonly { readonly provider: Reporting; readonly url: string }[] =>
  reporting
    .filter((provider) => config.sms.providers.includes(provider))
    .map((provider) => ({
      provider,
      url: `${config.portal.origin}/sms/${provider}/${secretOf(provider)}/receipt`,
    }));
