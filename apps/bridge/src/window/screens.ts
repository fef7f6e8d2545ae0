import type { Ticket } from '@jiesuo/ceremony/messages';
import type { View } from '../commands/view.ts';
import type { Advice } from './advice.ts';
import { bridge } from './bridge.ts';
import { button } from './button.ts';
import { el, part, plain } from './dom.ts';
import { facts } from './facts.ts';
import { nameDocument, otherLang, type Say, switchLanguage } from './language.ts';
import { reportPart } from './report.ts';
import type { Stopped } from './stopped.ts';
import type { Step, Words } from './words.ts';

export const heading = (say: Say): HTMLElement => el('h2', { tabindex: '-1' }, say);
const known = (ticket: Ticket | undefined): readonly HTMLElement[] =>
  ticket === undefined ? [] : [el('section', { class: 'sheet' }, facts(ticket))];

/** Puts a screen up; what it is about is read out first. */
export function put(...parts: readonly HTMLElement[]): void {
  const page = part('page');
  page.replaceChildren(...parts);
  page.querySelector<HTMLElement>('h2')?.focus();
}

export function frame(): void {
  nameDocument();
  const other = el('button', { type: 'button', class: 'small', lang: otherLang() }, (w) => w.otherLanguage);
  other.addEventListener('click', () => {
    switchLanguage();
    other.lang = otherLang();
  });
  part('top').replaceChildren(
    el('img', { src: '/window/icon.svg', alt: '' }),
    el('h1', {}, (w) => w.title),
    other,
  );
  part('foot').replaceChildren(el('p', {}, (w) => w.promise));
  put(el('p', { class: 'quiet', role: 'status' }, (w) => w.connecting));
}

/** @param list what is plugged in, kept up to date: what would be read is seen before it is allowed. */
export function confirmRead(
  ticket: Ticket,
  list: HTMLElement,
  allow: () => Promise<void>,
  cancel: () => Promise<void>,
): void {
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.read.heading),
      el('p', { class: 'quiet' }, (w) => w.read.explain),
      facts(ticket),
    ),
    el(
      'div',
      { class: 'acts' },
      button('main', (w) => w.read.allow, allow),
      button('plain', (w) => w.read.cancel, cancel),
    ),
    list,
  );
}

/** @param presence whether the order's UKey is plugged in. */
export function enterPin(ticket: Ticket, presence: HTMLElement, form: HTMLElement): void {
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.pin.heading),
      el('p', { class: 'quiet' }, (w) => w.pin.check),
      facts(ticket),
      presence,
    ),
    form,
  );
}

/** The PIN never passes this window: 重置 has the system's own dialog shown, 取消 takes it away. */
export function askNative(
  ticket: Ticket,
  presence: HTMLElement,
  ask: () => Promise<void>,
  cancel: () => Promise<void>,
): void {
  const waiting = el('p', { role: 'status' });
  const press = (): Promise<void> => {
    waiting.replaceChildren(el('span', {}, (w) => w.pin.waiting));
    return ask();
  };
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.pin.heading),
      el('p', { class: 'quiet' }, (w) => w.pin.check),
      facts(ticket),
      presence,
      el('p', {}, (w) => w.pin.native),
      waiting,
    ),
    el(
      'div',
      { class: 'acts' },
      button('main', (w) => w.pin.reset, press),
      button('plain', (w) => w.pin.cancel, cancel),
    ),
  );
}

const order: Readonly<Record<Ticket['purpose'], readonly Step[]>> = {
  read: ['reading'],
  reset: ['authorising', 'unblocking', 'changing', 'proving'],
};

/** The steps with the one under way; gives the function that moves it on. */
export function working(ticket: Ticket): (step: Step) => void {
  const steps = order[ticket.purpose];
  const lines = steps.map((step) => el('li', {}, (w) => w.steps[step]));
  const aloud = el('p', { class: 'unseen', 'aria-live': 'polite' });
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.working.heading),
      el('ol', { class: 'steps' }, ...lines),
      el('p', { class: 'quiet' }, (w) => w.working.keepIn),
      aloud,
    ),
    ...known(ticket),
  );
  let shown = -1;
  return (step) => {
    const at = steps.indexOf(step);
    if (at === shown) return;
    shown = at;
    lines.forEach((line, i) => {
      line.className = i < at ? 'past' : '';
      if (i === at) line.setAttribute('aria-current', 'step');
      else line.removeAttribute('aria-current');
    });
    aloud.replaceChildren(el('span', {}, (w) => w.steps[step]));
  };
}

export function done(view: Extract<View, { stage: 'done' }>, mayClose: boolean): void {
  const isRead = view.purpose === 'read';
  const last = mayClose ? [el('p', {}, (w: Words) => w.done.mayClose)] : [];
  const explain: Say = (w) => (isRead ? w.read.count(view.ukeys ?? 0) : w.done.explain);
  const signed =
    view.signed === undefined
      ? []
      : [
          el('p', { class: 'quiet' }, (w: Words) => w.done.signed),
          el('pre', { class: 'signed', tabindex: '0' }, plain(view.signed)),
        ];
  put(
    el(
      'section',
      { class: 'sheet', role: 'status' },
      heading((w) => (isRead ? w.read.done : w.done.heading)),
      el('p', {}, explain),
      ...signed,
      ...last,
    ),
    ...known(view.ticket),
  );
}

function ended(ticket: Ticket | undefined, ...lines: readonly Say[]): void {
  const told = [...lines, (w: Words) => w.done.mayClose].map((line) => el('p', {}, line));
  put(
    el(
      'section',
      { class: 'sheet bad', role: 'alert' },
      heading((w) => w.failed.heading),
      ...told,
    ),
    ...known(ticket),
    reportPart(bridge.report),
  );
}

export function failed(view: Extract<View, { stage: 'failed' }>, ticket: Ticket | undefined): void {
  const advice = (w: Words): Advice => w.diagnoses[view.failure];
  const pull: readonly Say[] = view.shouldPull ? [(w) => w.failed.pull] : [];
  ended(
    ticket,
    (w) => advice(w).what,
    ...pull,
    (w) => advice(w).todo,
    (w) => (view.isRetryable ? w.failed.retry : w.failed.support),
  );
}

export function stopped({ reason }: Stopped, ticket: Ticket | undefined): void {
  if ('sentence' in reason) ended(ticket, () => reason.sentence);
  else
    ended(
      ticket,
      (w) => w.diagnoses[`window_${reason.trouble}`].what,
      (w) => w.diagnoses[`window_${reason.trouble}`].todo,
    );
}
