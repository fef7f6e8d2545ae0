import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { notifier as alipayNotifier } from './alipay/notifier.ts';
import { statusOf } from './alipay/query.ts';
import { alipayRoutes } from './alipay/routes.ts';
import { aliyunReporter } from './aliyun/report.ts';
import { type Cashier, createCashier } from './cashier/cashier.ts';
import { type Agenda, openAgenda } from './clock/agenda.ts';
import { atSamePort } from './disk/port.ts';
import { openRecords } from './disk/records.ts';
import { createFaults, type Faults } from './faults/order.ts';
import { type Keys, openKeys } from './keys/keys.ts';
import { openPost, type Post } from './mail/server.ts';
import type { MessageParts } from './messages/parts.ts';
import { openPhones } from './messages/phones.ts';
import { openReportAddresses } from './messages/reports.ts';
import { messageRoutes } from './messages/routes.ts';
import { type Notices, openNotices } from './notices/notices.ts';
import { openSmppServer } from './smpp/server.ts';
import { tencentReporter } from './tencent/report.ts';
import { type Book, openBook } from './trades/book.ts';
import type { Parts } from './trades/parts.ts';
import { openRefunds } from './trades/refunds.ts';
import type { Refund } from './trades/trade.ts';
import { notifier as wechatNotifier } from './wechat/notifier.ts';
import { wechatRoutes } from './wechat/routes.ts';

/** The gateways of money and messages, as one merchant sees them. */
export interface Gateways {
  readonly parts: Parts;
  readonly agenda: Agenda;
  readonly keys: Keys;
  readonly faults: Faults;
  readonly notices: Notices;
  readonly cashier: Cashier;
  readonly messages: MessageParts;
  readonly post: Post;
  routes(app: FastifyInstance): void;
  /** Opens the ports of SMPP and SMTP on loopback; 0 is a free one. */
  listen(ports: { smpp?: number; smtp?: number }): Promise<{ smppPort: number; smtpPort: number }>;
  close(): Promise<void>;
}

export interface Opening {
  readonly folder: string;
  /** Of the sim, as a browser reaches it: asked only when it listens. */
  readonly origin: () => string;
  /** The folder is deleted in the end. */
  readonly isThrowaway?: boolean;
}

/**
 * Opens them over `folder`, where keys and all that was paid are kept; a second time finds it as it was.
 */
export function openGateways({ folder, origin, isThrowaway }: Opening): Gateways {
  const keys = openKeys(join(folder, 'keys'));
  const records = openRecords(join(folder, 'gateways.sqlite'), isThrowaway);
  const faults = createFaults();
  const agenda = openAgenda(records);
  const notices = openNotices(records, agenda, faults);
  const book = openBook(records, agenda);
  const cashier = createCashier(book, notices);
  const refunds = openRefunds(book, faults, agenda, tellOf(book, notices));
  const phones = openPhones(records, agenda, faults);
  const messages: MessageParts = { phones, reports: openReportAddresses(records), faults, keys };
  phones.teach('aliyun', aliyunReporter(messages));
  phones.teach('tencent', tencentReporter(messages));
  const post = openPost(records, agenda, faults, keys);
  let smsc: Awaited<ReturnType<typeof openSmppServer>> | undefined;
  const parts: Parts = { book, refunds, faults, keys, notices, cashier, origin };
  notices.teach('wechat', wechatNotifier(parts));
  notices.teach('alipay', alipayNotifier(parts));
  agenda.start();
  return {
    parts,
    agenda,
    keys,
    faults,
    notices,
    cashier,
    messages,
    post,
    routes(app) {
      app.register(wechatRoutes, parts);
      app.register(alipayRoutes, parts);
      app.register(messageRoutes, messages);
      app.get('/mail/messages', async (request) => post.list((request.query as { to?: string }).to));
    },
    async listen({ smpp = 0, smtp = 0 }) {
      smsc = await atSamePort(records, 'smpp', smpp, (port) => openSmppServer(messages, port));
      const mail = await atSamePort(records, 'smtp', smtp, async (port) => ({ port: await post.listen(port) }));
      return { smppPort: smsc.port, smtpPort: mail.port };
    },
    async close() {
      await agenda.stop();
      await smsc?.close();
      await post.close();
      records.close();
    },
  };
}

/** How the merchant hears what became of a refund: WeChat tells the refund, Alipay tells the trade. */
const tellOf = (book: Book, notices: Notices) => (one: Refund) => {
  const { gateway, number, refund, state } = one;
  if (gateway === 'wechat') {
    const event = { done: 'SUCCESS', abnormal: 'ABNORMAL', closed: 'CLOSED', processing: '' }[state];
    return notices.tell({ gateway, number, refund, event: `REFUND.${event}` }, one.notifyUrl);
  }
  const trade = book.trade(gateway, number);
  if (trade && state === 'done')
    notices.tell({ gateway, number, refund, event: statusOf(book, trade) }, trade.notifyUrl);
};
