import { randomUUID } from 'node:crypto';
import type { Agenda } from '../clock/agenda.ts';
import type { Records } from '../disk/records.ts';
import { type FaultKind, type Faults, noticeFaults } from '../faults/order.ts';
import { type Answer, type Notice, notice, type Sent } from './notice.ts';
import { post } from './post.ts';

/** How one gateway notifies. */
export interface Notifier {
  /** Seconds from one delivery to the next. */
  readonly scheduleSeconds: readonly number[];
  /** Writes and signs one delivery, wrong in the way of `fault`. */
  compose(one: Notice, fault: FaultKind | undefined): Sent;
  isThanked(answer: Answer): boolean;
}
export interface Notices {
  teach(gateway: Notice['gateway'], notifier: Notifier): void;
  /** Plans a notification; durable when it returns. Nothing where the merchant gave no address. */
  tell(about: Pick<Notice, 'gateway' | 'number' | 'refund' | 'event'>, url: string | undefined): void;
  list(): Notice[];
  /** Sends once more what was sent last, byte by byte. @returns what was answered. */
  replay(id: string): Promise<Answer | undefined>;
}

const heldMs = 60_000;

export function openNotices(records: Records, agenda: Agenda, faults: Faults): Notices {
  const kept = records.of('notice', notice);
  const notifiers = new Map<string, Notifier>();
  const held = new Set<string>();
  const change = (id: string, changes: Partial<Notice>) => {
    const one = kept.get(id);
    if (one) kept.put(id, { ...one, ...changes });
  };

  interface Delivered {
    readonly answer: Answer;
    readonly sent?: Sent;
  }
  async function send(one: Notice, notifier: Notifier, kind?: FaultKind): Promise<Delivered> {
    const sent = notifier.compose(one, kind);
    return { answer: await post(one.url, sent), sent };
  }
  async function deliver(one: Notice, notifier: Notifier, kind: FaultKind | undefined): Promise<Delivered> {
    if (kind === 'notice_drop') return { answer: { status: 0, body: '' } };
    if (kind === 'notice_duplicate') {
      const [first] = await Promise.all([send(one, notifier), send(one, notifier)]);
      return first;
    }
    if (kind === 'notice_signtest') {
      await send(one, notifier, kind);
      return send(one, notifier);
    }
    return send(one, notifier, kind);
  }
  async function attempt(id: string, now: Date): Promise<Date | undefined> {
    const one = kept.get(id);
    const notifier = one && notifiers.get(one.gateway);
    if (!one || !notifier) return undefined;
    const fault =
      one.state === 'held' ? undefined : faults.take(noticeFaults, { gateway: one.gateway, number: one.number });
    if (fault?.kind === 'notice_delay') return new Date(now.getTime() + fault.delayMs);
    if (fault?.kind === 'notice_reorder') {
      change(id, { state: 'held' });
      held.add(id);
      return new Date(now.getTime() + heldMs);
    }
    const { answer, sent } = await deliver(one, notifier, fault?.kind);
    const said =
      answer.status === 0 ? (fault?.kind === 'notice_drop' ? 'dropped' : 'no_answer') : String(answer.status);
    const waitSeconds = notifier.scheduleSeconds[one.attempts];
    const isThanked = notifier.isThanked(answer);
    const state = isThanked ? 'thanked' : waitSeconds === undefined ? 'given_up' : 'pending';
    change(id, {
      attempts: one.attempts + 1,
      said,
      state,
      ...(sent && { sent: { headers: { ...sent.headers }, body: sent.body } }),
    });
    held.delete(id);
    for (const other of held) agenda.plan('notice', `notice:${other}`, agenda.now(), other);
    return isThanked || waitSeconds === undefined ? undefined : new Date(now.getTime() + waitSeconds * 1000);
  }

  agenda.teach('notice', attempt);
  return {
    teach: (gateway, notifier) => void notifiers.set(gateway, notifier),
    tell(about, url) {
      if (url === undefined) return;
      const id = randomUUID();
      kept.put(id, { ...about, id, url, madeAt: agenda.now().toISOString(), attempts: 0, state: 'pending' });
      agenda.plan('notice', `notice:${id}`, agenda.now(), id);
    },
    list: () => kept.list(),
    async replay(id) {
      const one = kept.get(id);
      return one?.sent && post(one.url, one.sent);
    },
  };
}
