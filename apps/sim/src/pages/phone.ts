import { callBefore } from '../faults/order.ts';
import type { Gateways } from '../gateways.ts';
import { type Sms, smsProviders } from '../messages/sms.ts';
import type { KeptMessage } from '../phone/inbox.ts';
import { type Html, html, type Language } from './frame.ts';
import { shanghai } from './time.ts';
import { messageFaultWords, phoneWords } from './words/phone.ts';

const shownMost = 50;
type Words = (typeof phoneWords)[Language];
type Shown = Pick<KeptMessage, 'to' | 'text' | 'at'> & { readonly sms?: Sms };

/** Messages by number; the number that was written to last comes first, and its newest message on top. */
export function phonePage(language: Language, messages: readonly KeptMessage[], { messages: parts }: Gateways): Html {
  const t = phoneWords[language];
  const provided = parts.phones.list();
  const all: Shown[] = [...messages, ...provided.map((sms) => ({ to: sms.to, text: sms.text, at: sms.at, sms }))];
  const canReport = (one: Sms) => one.report !== 'none' || parts.reports.get(one.provider) !== undefined;
  const phones = Map.groupBy(
    all.toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0)),
    (one) => one.to,
  );
  const list = html`<ul class="cards">${[...phones].map(
    ([number, its]) =>
      html`<li><h2>${number}</h2>${its.slice(0, shownMost).map((one) => line(t, one, provided.length > 0, canReport))}</li>`,
  )}</ul>`;
  return html`${all.length === 0 ? html`<p>${t.none}</p>` : list}
${smsProviders.map((provider) => providerParts(t, language, provider, parts.reports.get(provider)))}`;
}

function line(t: Words, { text, at, sms }: Shown, isMixed: boolean, canReport: (one: Sms) => boolean): Html {
  const from = sms ? t[sms.provider] : t.generic;
  return html`<p><small><time datetime="${at}">${shanghai(at)}</time>${isMixed ? ` · ${from}` : ''}${sms ? ` · ${reportWords(t, sms)}` : ''}</small><br>${text}</p>
${sms && canReport(sms) ? html`${reportButton(t, sms, 'delivered', t.sayDelivered)}${reportButton(t, sms, 'failed', t.sayFailed)}` : ''}`;
}

function reportWords(t: Words, { report, heard }: Sms): string {
  const said = heard !== undefined && heard in t ? t[heard as keyof Words] : heard;
  return `${report === 'none' ? t.noReport : t[report]}${said === undefined ? '' : ` · ${said}`}`;
}

function reportButton(t: Words, { provider, id }: Sms, state: 'delivered' | 'failed', words: string): Html {
  const place = `${state}-${provider}-${id}`;
  return html`<form action="/phone/report" data-reported="${t.reported}"><input type="hidden" name="provider" value="${provider}"><input type="hidden" name="id" value="${id}"><input type="hidden" name="state" value="${state}"><button id="${place}">${words}</button><output id="said-${place}"></output></form>`;
}

function providerParts(t: Words, language: Language, provider: Sms['provider'], address: string | undefined): Html {
  // SMPP has no HTTP that could answer with a status.
  const faults = messageFaultWords.filter(([kind]) => provider !== 'smpp' || !callBefore.some((one) => one === kind));
  return html`<details id="faults-${provider}"><summary>${t[provider]} · ${t.faults} · ${t.next}</summary>${faults.map(
    ([kind, zh, en]) =>
      html`<form action="/__sim/faults" data-ordered="${t.ordered}"><input type="hidden" name="gateway" value="${provider}"><input type="hidden" name="kind" value="${kind}"><button id="${kind}-${provider}">${language === 'zh' ? zh : en}</button><output id="said-${kind}-${provider}"></output></form>`,
  )}
${provider === 'smpp' ? '' : html`<form action="/phone/report-address" data-kept="${t.kept}"><input type="hidden" name="provider" value="${provider}"><input name="url" size="40" maxlength="500" autocomplete="off" required value="${address ?? ''}" placeholder="${t.address}" aria-label="${t.address}"><button id="address-${provider}">${t.keep}</button><output id="said-address-${provider}"></output></form>`}</details>`;
}
