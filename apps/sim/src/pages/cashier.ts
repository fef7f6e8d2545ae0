import { returnAddress } from '../alipay/return.ts';
import type { FaultKind } from '../faults/order.ts';
import type { Gateways } from '../gateways.ts';
import type { Notice } from '../notices/notice.ts';
import { SimRefusal } from '../refusal.ts';
import { yuan } from '../trades/book.ts';
import { isExpired, type Refund, type Trade } from '../trades/trade.ts';
import { type Html, html, type Language } from './frame.ts';
import { shanghai } from './time.ts';
import { cashierWords, gatewayFaults, tradeFaults } from './words/cashier.ts';

const shownMost = 30;
type Words = (typeof cashierWords)[Language];

/** The buyer's side of every trade; `code`: what a QR, or Alipay's page, opened. */
export function cashierPage(language: Language, gateways: Gateways, code: string | undefined): Html {
  const t = cashierWords[language];
  if (code !== undefined) return scanned(t, language, gateways, code);
  const now = gateways.agenda.now();
  const rank = (one: Trade) => (one.state === 'paid' || one.state === 'closed' || isExpired(one, now) ? 1 : 0);
  const trades = gateways.parts.book
    .trades()
    .reverse()
    .toSorted((left, right) => rank(left) - rank(right))
    .slice(0, shownMost);
  return html`<form action="/cashier/read" ${says(t, ['no_such_code', 'code_expired'])}><input name="text" size="30" maxlength="2000" autocomplete="off" required placeholder="${t.qr}" aria-label="${t.qr}"><button id="scan">${t.scan}</button><output id="said-scan"></output></form>
<p>${t.hint}</p>
${trades.length === 0 ? html`<p>${t.none}</p>` : html`<ul class="cards">${trades.map((one) => card(t, language, gateways, one))}</ul>`}
${(['wechat', 'alipay'] as const).map(
  (gateway) =>
    html`<details id="faults-${gateway}"><summary>${t[gateway]} · ${t.faults} · ${t.ofAll}</summary>${gatewayFaults.map(([kind, zh, en]) => faultButton(t, language === 'zh' ? zh : en, kind, gateway))}</details>`,
)}`;
}

function scanned(t: Words, language: Language, gateways: Gateways, code: string): Html {
  try {
    const { gateway, number } = gateways.cashier.read(code);
    const known = gateways.parts.book.trade(gateway, number);
    // To open a QR is to scan it: from here on Alipay has the trade.
    const trade = known?.state === 'offered' ? gateways.cashier.scan(gateway, number) : known;
    return trade ? html`<ul class="cards">${card(t, language, gateways, trade)}</ul>` : html`<p>${t.no_such_trade}</p>`;
  } catch (error) {
    if (!(error instanceof SimRefusal)) throw error;
    return html`<p>${error.code in t ? t[error.code as keyof Words] : error.code}</p>`;
  }
}

const says = (t: Words, keys: readonly (keyof Words)[]): Html =>
  html`${keys.map((key) => html` data-${key}="${t[key]}"`)}`;
const payable = ['no_such_trade', 'already_paid', 'trade_closed', 'trade_expired', 'paid', 'failed'] as const;

function card(t: Words, language: Language, { parts, notices, agenda }: Gateways, trade: Trade): Html {
  const { gateway, number } = trade;
  const isOver = trade.state === 'paid' || trade.state === 'closed' || isExpired(trade, agenda.now());
  const state = trade.state === 'paid' ? t.isPaid : isOver && trade.state !== 'closed' ? t.expired : t[trade.state];
  const id = (what: string) => `${what}-${gateway}-${number}`;
  const back = returnAddress(parts, trade);
  const hidden = html`<input type="hidden" name="gateway" value="${gateway}"><input type="hidden" name="number" value="${number}">`;
  const told = notices.list().filter((one) => one.gateway === gateway && one.number === number);
  const facts: [string, string][] = [
    [t.number, number],
    ...(trade.reference === undefined ? [] : [[t.reference, trade.reference] as [string, string]]),
    ...(trade.expiresAt === undefined || isOver ? [] : [[t.until, shanghai(trade.expiresAt)] as [string, string]]),
    ...told.map((one): [string, string] => [t.notices, noticeWords(t, one)]),
  ];
  return html`<li class="${isOver ? 'off' : 'on'}"><h2>${t[gateway]} · ¥${yuan(trade.amountFen)}</h2>${trade.subject}<br><strong>${state}</strong>
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${
  isOver
    ? ''
    : html`<form action="/cashier/pay" ${says(t, payable)}>${hidden}<button id="${id('pay')}">${t.pay}</button><output id="${id('said-pay')}"></output></form>
<form action="/cashier/fail" ${says(t, payable)}>${hidden}<button id="${id('fail')}">${t.fail}</button><output id="${id('said-fail')}"></output></form>`
}
${back === undefined ? '' : html`<p><a href="${back}">${t.back}</a></p>`}
${parts.book.refundsOf(trade).map((one) => refundLine(t, one))}
<details id="${id('faults')}"><summary>${t.faults} · ${t.ofTrade}</summary>${tradeFaults.map(([kind, zh, en]) => faultButton(t, language === 'zh' ? zh : en, kind, gateway, number))}</details></li>`;
}

function noticeWords(t: Words, { state, said, attempts }: Notice): string {
  const heard = said === undefined ? '' : ` · ${said === 'dropped' || said === 'no_answer' ? t[said] : said}`;
  return `${t[state]}${heard}${attempts > 1 ? ` ×${attempts}` : ''}`;
}

function refundLine(t: Words, one: Refund): Html {
  const state = one.state === 'closed' ? t.refundClosed : t[one.state];
  const isOpen = one.state === 'processing' || one.state === 'abnormal';
  return html`<p>${t.refund} ¥${yuan(one.amountFen)} · ${state} <small>${one.refund}</small></p>
${isOpen ? html`<form action="/__sim/refunds/finish"><input type="hidden" name="gateway" value="${one.gateway}"><input type="hidden" name="refund" value="${one.refund}"><input type="hidden" name="state" value="done"><button id="finish-${one.refund}">${t.finish}</button></form>` : ''}`;
}

function faultButton(t: Words, words: string, kind: FaultKind, gateway: Trade['gateway'], number?: string): Html {
  const id = `${kind}-${gateway}-${number ?? 'any'}`;
  return html`<form action="/__sim/faults" data-ordered="${t.ordered}"><input type="hidden" name="gateway" value="${gateway}"><input type="hidden" name="kind" value="${kind}">${number === undefined ? '' : html`<input type="hidden" name="number" value="${number}">`}<button id="${id}">${words}</button><output id="said-${id}"></output></form>`;
}
