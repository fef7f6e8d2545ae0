import { accounts } from '../keys/accounts.ts';
import type { Notice, Sent } from '../notices/notice.ts';
import type { Notifier } from '../notices/notices.ts';
import { yuan } from '../trades/book.ts';
import type { Parts } from '../trades/parts.ts';
import { refundedFen } from './query.ts';
import { canonical, chinaTime, sign, type Words } from './sign.ts';

const [minute, hour] = [60, 3600];
/** Eight deliveries within 25 h. */
const scheduleSeconds = [4 * minute, 10 * minute, 10 * minute, hour, 2 * hour, 6 * hour, 15 * hour];

/** Notifications as Alipay posts them. A refund is told by the trade's own notification, with `refund_fee` in it. */
export const notifier = (parts: Parts): Notifier => ({
  scheduleSeconds,
  isThanked: ({ status, body }) => status === 200 && body.trim() === 'success',
  compose(one, fault): Sent {
    const words = wronged(wordsOf(parts, one), fault);
    const isEvil = fault === 'notice_evil_key' || fault === 'notice_signtest';
    // What a forger of today would try: the withdrawn algorithm, which the sender names himself.
    const kind = fault === 'notice_unknown_serial' ? 'RSA' : 'RSA2';
    const key = isEvil ? parts.keys.evil() : parts.keys.rsa.alipayPlatform;
    const body = new URLSearchParams({ ...words, sign: sign(canonical(words), key, kind), sign_type: kind });
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'Mozilla/4.0' },
      body: body.toString(),
    };
  },
});

function wordsOf({ book }: Parts, one: Notice): Words {
  const trade = book.trade('alipay', one.number);
  if (!trade) throw new Error('a notification of no trade');
  const refund = one.refund === undefined ? undefined : book.refund('alipay', one.refund);
  const amount = yuan(trade.amountFen);
  const { appId, sellerId } = accounts.alipay;
  return {
    notify_time: chinaTime(book.now()),
    notify_type: 'trade_status_sync',
    notify_id: one.id.replaceAll('-', ''),
    charset: 'utf-8',
    version: '1.0',
    app_id: appId,
    auth_app_id: appId,
    seller_id: sellerId,
    trade_no: trade.reference ?? '',
    out_trade_no: trade.number,
    trade_status: one.event,
    subject: trade.subject,
    total_amount: amount,
    gmt_create: chinaTime(new Date(trade.madeAt)),
    ...(trade.paidAt && {
      buyer_id: trade.payer ?? '',
      buyer_logon_id: '199******01',
      buyer_pay_amount: amount,
      receipt_amount: amount,
      invoice_amount: amount,
      point_amount: '0.00',
      gmt_payment: chinaTime(new Date(trade.paidAt)),
      fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
    }),
    ...(refund && {
      out_biz_no: refund.refund,
      refund_fee: yuan(refundedFen(book, trade)),
      gmt_refund: chinaTime(new Date(refund.doneAt ?? refund.askedAt)),
    }),
  };
}

/** Correctly signed, and not what was agreed. */
function wronged(words: Words, fault: string | undefined): Words {
  if (fault === 'notice_wrong_amount') return { ...words, total_amount: `${words.total_amount?.slice(0, -1)}9` };
  if (fault === 'notice_other_merchant') return { ...words, seller_id: '2088000000000099' };
  if (fault === 'notice_other_app') return { ...words, app_id: '2021000000000099' };
  if (fault === 'notice_stale') return { ...words, notify_time: '2020-01-01 00:00:00' };
  return words;
}
