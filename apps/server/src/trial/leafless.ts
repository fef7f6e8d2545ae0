import type { JobName } from '../jobs/names.ts';
import type { OperationName } from '../operation.ts';

interface Excuse {
  /** The operation or job; `*` for all, and for routes that are none. */
  readonly act: '*' | JobName | OperationName;
  /** As `writesOf` tells it; a table's name alone for all that is written to it. */
  readonly writes: readonly string[];
  readonly why: string;
}

/** Every write that no leaf accompanies, and why none should. A write that is not here and has no leaf fails the test that made it. */
export const excuses: readonly Excuse[] = [
  {
    act: '*',
    writes: ['update sessions seen_at'],
    why: 'That a session is still used is no act: it only puts off the end of an idle one.',
  },
  {
    act: '*',
    writes: ['insert log_in_failures'],
    why: 'A refused try is counted for the slow-down and does nothing else; strangers must not fill the log. The server’s own log tells it.',
  },
  {
    act: '*',
    writes: ['update sms_codes used_at', 'update sms_codes tries_left'],
    why: 'A code is spent before the act that it is for, so that an act that fails cannot give it back; the act has its leaf.',
  },
  {
    act: '*',
    writes: ['delete file_removals'],
    why: 'The leaf stands beside the row that named the file; this crosses off what was already removed from the store.',
  },
  {
    act: 'audit.sequence',
    writes: ['audit_tree', 'audit_nodes', 'audit_pending', 'audit_checkpoints'],
    why: 'It is the log itself: what it does is signed by its checkpoint.',
  },
  {
    act: 'bills.reconcile',
    writes: ['bills', 'bill_lines'],
    why: 'The gateway’s own words, which can be read again at any time; what follows from them has its leaf.',
  },
  {
    act: 'figures.rollUp',
    writes: ['figure_rollups', 'figure_days'],
    why: 'Counts of what has its leaves elsewhere, made anew from it at any time.',
  },
  {
    act: 'payments.start',
    writes: ['update pay_attempts offers'],
    why: 'The address to pay at, which the gateway gave after the try was recorded with its leaf; nothing owed changes.',
  },
  {
    act: '*',
    writes: ['insert pay_events'],
    why: 'What a gateway said, word for word, before anything is judged by it; what it changes is written with its leaf.',
  },
  {
    act: 'sms.send',
    writes: ['sms_messages', 'sms_attempts', 'sms_circuits', 'insert jobs'],
    why: 'The message was queued beside the leaf of its act; each try to deliver it has a row of its own.',
  },
  {
    act: '*',
    writes: ['update sms_messages delivered_at,state', 'update sms_messages failure,state'],
    why: 'A provider’s report on a message: what became of it stands in the row, and nothing follows from it.',
  },
  {
    act: 'refunds.carry',
    writes: ['update refunds next_try_at,tries'],
    why: 'When the gateway is asked again, and how often it was; what it says of the money has its leaf.',
  },
  {
    act: 'accounts.forget',
    writes: ['delete sms_codes', 'delete log_in_failures'],
    why: 'Codes and counts that ended days ago: nothing follows from them any more.',
  },
  {
    act: 'webhooks.deliver',
    writes: [
      'webhook_deliveries',
      'webhook_tries',
      'update webhooks failing_since',
      'update webhooks failing_since,delivered_at',
      'update webhooks delivered_at,failing_since',
    ],
    why: 'The message was left beside the leaf of its act; each try to deliver it has a row of its own.',
  },
  {
    act: 'webhooks.forget',
    writes: ['delete webhook_messages'],
    why: 'The log of what was sent; what it told of has its leaf for good.',
  },
  {
    act: '*',
    writes: ['insert request_counts', 'delete request_counts'],
    why: 'How often a caller asked in a minute, for the limit over all nodes; gone five minutes later.',
  },
  {
    act: '*',
    writes: ['update api_keys used_at,used_from'],
    why: 'When a key was last used is no act: it only helps to find keys that nobody uses.',
  },
  {
    act: '*',
    writes: ['insert staff_challenges', 'update staff_challenges used_at'],
    why: 'A passkey’s challenge lets nobody do anything; it is spent before the act that it is for, which has its leaf.',
  },
];

export const isExcused = (act: string, write: string): boolean =>
  excuses.some(
    (excuse) =>
      (excuse.act === '*' || excuse.act === act) &&
      excuse.writes.some((one) => one === write || one === write.split(' ')[1]),
  );
