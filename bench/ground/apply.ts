import { randomInt } from 'node:crypto';
import type { Client } from '@jiesuo/contract';
import { type Console, console as consoleOperations } from '@jiesuo/contract/console';
import { type Portal, portal as portalOperations } from '@jiesuo/contract/portal';
import { openBrowser } from './browser.ts';
import type { Ground } from './ground.ts';
import { drawScan } from './scan.ts';
import { messagesTo, smsCode, staffLogIn } from './sim.ts';
import { openWindow } from './window.ts';

export interface Customer {
  readonly mobile: string;
  readonly browser: Client<Portal>;
}
export type Reviewer = Client<Console>;

const simOf = (ground: Ground) => `http://127.0.0.1:${ground.ports.sim}`;
const portalOf = (ground: Ground) => `http://localhost:${ground.ports.portal}`;

/** A fresh account each time: the limits on codes are for each number. */
export async function register(ground: Ground): Promise<Customer> {
  const browser = openBrowser(portalOperations, portalOf(ground));
  const mobile = `199${String(randomInt(10_000_000, 100_000_000))}`;
  const { consents } = await browser('settings.show', {});
  await browser('accounts.sendCode', { mobile, purpose: 'register' });
  await browser('accounts.register', {
    mobile,
    code: await smsCode(simOf(ground), mobile, 0),
    password: 'measure-me-2026',
    organisation: '解锁示例（上海）科技有限公司',
    contact: '示例张三',
    consents: { terms: consents.terms.version, privacy: consents.privacy.version },
  });
  return { mobile, browser };
}

export async function logInReviewer(ground: Ground): Promise<Reviewer> {
  const browser = openBrowser(consoleOperations, `http://localhost:${ground.ports.console}`);
  await browser('staff.logIn', await staffLogIn(simOf(ground), 'reviewer'));
  return browser;
}

/** 读取, 填写资料, 确认提交, 审核通过. @returns the order's number, which waits for its reset. */
export async function apply(ground: Ground, { browser, mobile }: Customer, reviewer: Reviewer): Promise<string> {
  const { pairing, code } = await browser('ceremonies.pair', { purpose: 'read' });
  const window = openWindow(ground.ports.bridge, portalOf(ground));
  await window.hello(code);
  await window.allow();
  await window.carry();
  const { ukeys } = await browser('ceremonies.watch', { pairing });
  const ukey = ukeys?.find((one) => one.verdict === 'fine');
  if (!ukey) throw new Error('no UKey can be reset');
  const draft = await browser('drafts.choose', { pairing, serial: ukey.claimedSerial });
  await browser('drafts.save', {
    customerName: ukey.subscriber,
    representativeName: '示例张三',
    // A made-up number of a region that is none; its check digit is right.
    representativeIdNumber: '990000199001010017',
    representativeMobile: mobile,
    email: '',
    hasIdCardConsent: true,
  });
  const { consents } = await browser('settings.show', {});
  await browser('consents.give', { kind: 'id_card', version: consents.id_card.version });
  for (const kind of ['authorization', 'business_license', 'id_card'] as const)
    await browser('materials.upload', { kind }, drawScan(800, 1100));
  const { number } = await browser('orders.submit', { draft: draft.id, idCardConsent: consents.id_card.version });
  await reviewer('reviews.take', { number });
  const { materials } = await reviewer('reviews.inspect', { number });
  const verdicts = materials.map(({ id }) => ({ material: id, verdict: 'accepted' as const }));
  await reviewer('reviews.decide', { number, decision: 'approve', verdicts });
  return number;
}

/** The SMS code that opens this order's reset. */
export async function stepUp(ground: Ground, { browser, mobile }: Customer, order: string): Promise<string> {
  const before = (await messagesTo(simOf(ground), mobile)).length;
  await browser('ceremonies.sendStepUp', { order });
  return smsCode(simOf(ground), mobile, before);
}
