import type { UkeyLine } from '../ukeys/table.ts';
import { type Html, html, type Language } from './frame.ts';
import { shanghai } from './time.ts';

const words = {
  zh: {
    plug: '插入',
    unplug: '拔出',
    wrong: '输错一次密码',
    verify: '核对密码',
    pin: 'CA密码',
    plugged: '已插入',
    attached: '使用中',
    vpcd: '在读卡器中',
    out: '未插入',
    locked: '已锁死',
    default: '初始密码未改',
    right: '密码正确',
    wrongPin: '密码错误，剩余次数',
    lockedPin: 'KEY已锁死',
    subscriber: '客户名称',
    issuer: '发证机构',
    serial: '证书序列号',
    algorithm: '算法',
    validity: '有效期',
    tries: 'CA密码剩余次数',
    adminTries: '管理员密码剩余次数',
  },
  en: {
    plug: 'Plug in',
    unplug: 'Unplug',
    wrong: 'Type one wrong PIN',
    verify: 'Check a PIN',
    pin: 'PIN',
    plugged: 'plugged in',
    attached: 'in use',
    vpcd: 'in a reader',
    out: 'unplugged',
    locked: 'locked',
    default: 'initial PIN',
    right: 'The PIN is right',
    wrongPin: 'The PIN is wrong; tries left',
    lockedPin: 'The UKey is locked',
    subscriber: 'Subscriber',
    issuer: 'Issuer',
    serial: 'Certificate serial',
    algorithm: 'Algorithm',
    validity: 'Valid',
    tries: 'PIN tries left',
    adminTries: 'Admin tries left',
  },
} as const;

/** The virtual UKeys, to plug in, to lock and to try a PIN on. */
export function ukeysPage(language: Language, ukeys: readonly UkeyLine[]): Html {
  return html`<ul class="cards">${ukeys.map((ukey) => card(language, ukey))}</ul>`;
}

function card(language: Language, ukey: UkeyLine): Html {
  const t = words[language];
  const isIn = ukey.isPlugged || ukey.isInVpcd;
  const place = ukey.isInVpcd ? t.vpcd : ukey.isAttached ? t.attached : ukey.isPlugged ? t.plugged : t.out;
  const state = [place, ...(ukey.isLocked ? [t.locked] : []), ...(ukey.isDefaultUserPin ? [t.default] : [])].join(
    ' · ',
  );
  const facts: [string, string][] = [
    [t.subscriber, ukey.subscriber],
    [t.issuer, ukey.issuer],
    [t.serial, ukey.certificateSerial],
    [t.algorithm, ukey.kind.toUpperCase()],
    [t.validity, `${shanghai(ukey.notBefore).slice(0, 10)} – ${shanghai(ukey.notAfter).slice(0, 10)}`],
    [t.tries, `${ukey.userTriesLeft} / ${ukey.userTriesMax}`],
    [t.adminTries, `${ukey.adminTriesLeft} / ${ukey.adminTriesMax}`],
  ];
  const id = (what: string) => `${what}-${ukey.serial}`;
  const hidden = html`<input type="hidden" name="serial" value="${ukey.serial}">`;
  return html`<li class="${isIn ? 'on' : 'off'}"><h2>${ukey.label}</h2><code>${ukey.serial}</code><br><strong>${state}</strong>
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<form action="/ukeys/${isIn ? 'unplug' : 'plug'}">${hidden}<button id="${id('plug')}">${isIn ? t.unplug : t.plug}</button></form>
<form action="/ukeys/wrong-pin">${hidden}<button id="${id('wrong')}">${t.wrong}</button></form>
<form action="/ukeys/verify" data-right="${t.right}" data-wrong="${t.wrongPin}" data-locked="${t.lockedPin}">${hidden}<input name="pin" type="text" size="12" maxlength="16" autocomplete="off" required placeholder="${t.pin}" aria-label="${t.pin}"><button id="${id('verify')}">${t.verify}</button><output id="${id('said')}"></output></form></li>`;
}
