import { z } from 'zod';
import type { Records } from '../disk/records.ts';
import { post } from '../notices/post.ts';
import type { SmsProvider } from './sms.ts';

const address = z.strictObject({ url: z.string() });

/** Where each provider posts its reports: at the real ones a page of their console says so. */
export interface ReportAddresses {
  get(provider: SmsProvider): string | undefined;
  set(provider: SmsProvider, url: string): void;
  /** Posts one report. Nobody signs it. */
  send(provider: SmsProvider, report: readonly object[]): Promise<{ said: string; isThanked: boolean }>;
}

export function openReportAddresses(records: Records): ReportAddresses {
  const kept = records.of('report_address', address);
  return {
    get: (provider) => kept.get(provider)?.url,
    set: (provider, url) => kept.put(provider, { url }),
    async send(provider, report) {
      const url = kept.get(provider)?.url;
      if (url === undefined) return { said: 'no_address', isThanked: true };
      const headers = { 'content-type': 'application/json;charset=UTF-8' };
      const { status } = await post(url, { headers, body: JSON.stringify(report) });
      return { said: status === 0 ? 'no_answer' : String(status), isThanked: status === 200 };
    },
  };
}
