import type { Agenda } from '../clock/agenda.ts';
import type { Records } from '../disk/records.ts';
import type { Faults } from '../faults/order.ts';
import { type Sms, type SmsProvider, sms } from './sms.ts';

/** Tells the sender what became of a message. @returns what it answered, and whether that was thanks. */
export type Reporter = (one: Sms, isDelivered: boolean) => Promise<{ said: string; isThanked: boolean }>;

/** The phones of the world, and the reports that providers send about their messages. */
export interface Phones {
  now(): Date;
  /** Durable when it returns; its report follows in three seconds, where `reported`. */
  take(one: Pick<Sms, 'id' | 'provider' | 'to' | 'template' | 'text' | 'ours'>, reported: boolean): void;
  /** Newest first. */
  list(): Sms[];
  teach(provider: SmsProvider, reporter: Reporter): void;
  /** Sends a report now, once more if need be. @returns undefined for an unknown message. */
  report(provider: SmsProvider, id: string, isDelivered: boolean): Promise<Sms | undefined>;
}

const reportAfterMs = 3000;
/** Aliyun's: after 1, 5 and 10 minutes, three times. */
const againSeconds = [60, 300, 600];

export function openPhones(records: Records, agenda: Agenda, faults: Faults): Phones {
  const kept = records.of('sms', sms);
  const reporters = new Map<SmsProvider, Reporter>();
  const key = (provider: SmsProvider, id: string) => `${provider}:${id}`;

  async function tell(one: Sms, isDelivered: boolean): Promise<boolean> {
    const reporter = reporters.get(one.provider);
    if (!reporter) return true;
    const { said, isThanked } = await reporter(one, isDelivered);
    const report = isDelivered ? 'delivered' : 'failed';
    kept.put(key(one.provider, one.id), { ...one, report, heard: said, reports: one.reports + 1 });
    return isThanked;
  }
  agenda.teach('sms', async (id, now) => {
    const one = kept.get(id);
    if (!one || one.report === 'lost') return undefined;
    const place = { gateway: one.provider, operation: 'report', number: one.to };
    const fault = faults.take(['receipt_failed', 'receipt_lost', 'receipt_twice'], place);
    if (fault?.kind === 'receipt_lost') {
      kept.put(id, { ...one, report: 'lost' });
      return undefined;
    }
    const isDelivered = one.report === 'failed' ? false : fault?.kind !== 'receipt_failed';
    const isThanked = await tell(one, isDelivered);
    if (fault?.kind === 'receipt_twice') await tell(kept.get(id) ?? one, isDelivered);
    const waitSeconds = againSeconds[one.reports];
    return isThanked || waitSeconds === undefined ? undefined : new Date(now.getTime() + waitSeconds * 1000);
  });

  return {
    now: agenda.now,
    take(one, reported) {
      const id = key(one.provider, one.id);
      const at = agenda.now();
      records.atomically(() => {
        kept.put(id, { ...one, at: at.toISOString(), report: reported ? 'pending' : 'none', reports: 0 });
        if (reported) agenda.plan('sms', id, new Date(at.getTime() + reportAfterMs), id);
      });
    },
    list: () => kept.list().reverse(),
    teach: (provider, reporter) => void reporters.set(provider, reporter),
    async report(provider, id, isDelivered) {
      const one = kept.get(key(provider, id));
      if (one) await tell(one, isDelivered);
      return kept.get(key(provider, id));
    },
  };
}
