import type { CertificateView, SeenUkey, Sight, UkeyView } from '../commands/view.ts';
import { bridge } from './bridge.ts';
import { button } from './button.ts';
import { el, plain } from './dom.ts';
import { currentLanguage, type Say } from './language.ts';
import { reportPart } from './report.ts';
import type { UkeyWords } from './words.ukeys.ts';

/** From here on somebody should renew: a month, as CAs remind. */
const EXPIRY_DAYS = 30;

type Row = readonly [keyof UkeyWords['facts'], Node | Say];

/** One part for each UKey, or what keeps one from being there. */
export function ukeyList(
  { ukeys, conditions, isComplete }: Sight,
  choose?: (slot: string) => Promise<void>,
): readonly HTMLElement[] {
  const troubles = conditions.map((said) => el('p', { class: 'warn' }, () => said[currentLanguage()]));
  // "My UKey is not supported": one button, and a report that names nobody.
  const isOdd = conditions.length > 0 || ukeys.some(({ state }) => state === 'unknown' || state === 'fault');
  const report = isOdd ? [reportPart(bridge.report)] : [];
  if (ukeys.length > 0) return [...ukeys.map((one) => part(one, choose)), ...troubles, ...report];
  return [el('p', { class: 'quiet' }, (w) => (isComplete ? w.ukeys.none : w.ukeys.looking)), ...troubles, ...report];
}

function part({ slot, state, ukey }: SeenUkey, choose?: (slot: string) => Promise<void>): HTMLElement {
  if (ukey === undefined)
    return el(
      'article',
      { class: 'ukey' },
      el('p', { class: 'quiet' }, (w) => (state === 'ready' ? '' : w.ukeys.state[state])),
    );
  const act =
    choose === undefined
      ? []
      : [
          button(
            'plain',
            (w) => w.change.choose,
            () => choose(slot),
          ),
        ];
  return el('article', { class: 'ukey' }, ...known(ukey), ...act);
}

function known({ serial, label, triesLeft, certificates }: UkeyView): readonly HTMLElement[] {
  const [first] = certificates.filter((one) => one.isReadable);
  return [
    el('h4', {}, plain(first?.isReadable === true ? first.name : label)),
    el(
      'dl',
      { class: 'facts' },
      el('dt', {}, (w) => w.ukeys.serial),
      el('dd', {}, plain(serial)),
      ...triesRow(triesLeft),
    ),
    ...certificates.flatMap((one) => warningOf(one)),
    ...certificates.map(certificatePart),
  ];
}

/** @param left null where the UKey does not tell. */
export function triesRow(left: number | null): readonly HTMLElement[] {
  const say: Say = (w) => {
    if (left === null) return w.ukeys.triesUntold;
    return left === 0 ? w.ukeys.locked : w.ukeys.triesLeft(left);
  };
  return [el('dt', {}, (w) => w.ukeys.tries), el('dd', left !== null && left <= 2 ? { class: 'warn' } : {}, say)];
}

function warningOf(one: CertificateView): readonly HTMLElement[] {
  if (!one.isReadable) return [];
  const { daysLeft, hasBegun } = one;
  const say = (line: Say) => [el('p', { class: 'warn' }, (w) => w.ukeys.certificate[one.use], plain(' '), line)];
  if (daysLeft < 0) return say((w) => w.ukeys.expired);
  if (!hasBegun) return say((w) => w.ukeys.notYet);
  return daysLeft <= EXPIRY_DAYS ? say((w) => w.ukeys.expires(daysLeft)) : [];
}

function certificatePart(one: CertificateView): HTMLElement {
  const title = el('summary', {}, (w) => w.ukeys.certificate[one.use]);
  if (!one.isReadable)
    return el(
      'details',
      {},
      title,
      el('p', { class: 'warn' }, (w) => w.ukeys.unreadable),
    );
  const usage: Say = (w) =>
    one.keyUsage.length === 0
      ? w.ukeys.anyUsage
      : one.keyUsage.map((use) => w.ukeys.usage[use]).join(w.lang === 'en' ? ', ' : '、');
  const rows: readonly Row[] = [
    ['name', plain(one.name)],
    ...(one.organisation === undefined ? [] : [['organisation', plain(one.organisation)] as const]),
    ...(one.uscc === undefined ? [] : [['uscc', plain(one.uscc)] as const]),
    ...(one.representative === undefined ? [] : [['representative', plain(one.representative)] as const]),
    ['issuer', plain(one.issuer)],
    ['validity', plain(`${dayOf(one.notBefore)} – ${dayOf(one.notAfter)}`)],
    ['usage', usage],
    ['number', plain(one.serialNumber)],
  ];
  return el(
    'details',
    {},
    title,
    el(
      'dl',
      { class: 'facts' },
      ...rows.flatMap(([name, value]) => [el('dt', {}, (w) => w.ukeys.facts[name]), el('dd', {}, value)]),
    ),
  );
}

/** 2026-03-02, by this computer's own clock. */
const dayOf = (time: string): string => new Date(time).toLocaleDateString('sv-SE');
