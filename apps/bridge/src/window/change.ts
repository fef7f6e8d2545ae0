import type { ChangeView } from '../commands/view.ts';
import { bridge, changing, keyIn, stayWhile } from './bridge.ts';
import { button } from './button.ts';
import { changeForm } from './changeForm.ts';
import { el, plain } from './dom.ts';
import { follow, listed } from './follow.ts';
import { currentLanguage, type Say } from './language.ts';
import { heading, put, stopped } from './screens.ts';
import { Stopped } from './stopped.ts';
import { triesRow } from './ukeyList.ts';

type Form = Extract<ChangeView, { stage: 'form' }>;

let stopFollowing = (): void => {};
let isOver = false;
let sealKey = new Uint8Array();
let id = '';
let where: 'window' | 'native' = 'native';

const close = (): Promise<void> => {
  isOver = true;
  stopFollowing();
  void bridge.end();
  window.close();
  return Promise.resolve();
};

/** Whatever stops it is said; the UKey is given back. */
async function guard(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (isOver) return;
    isOver = true;
    stopFollowing();
    void bridge.end();
    stopped(error instanceof Stopped ? error : new Stopped({ trouble: 'fault' }), undefined);
  }
}

/**
 * The window of a change that needs no portal. Any page may have opened it, so nothing is looked at before a person presses here, and
 * nothing that is shown or typed can be reached from outside.
 */
export function changePin(): void {
  history.replaceState(null, '', location.pathname);
  window.addEventListener('pagehide', () => {
    if (!isOver) void bridge.end();
  });
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.change.heading),
      el('p', {}, (w) => w.change.explain),
      el('p', { class: 'quiet' }, (w) => w.change.promise),
    ),
    acts(
      button(
        'main',
        (w) => w.change.start,
        () => guard(start),
      ),
      button('plain', (w) => w.change.close, close),
    ),
  );
}

const acts = (...buttons: readonly HTMLElement[]): HTMLElement => el('div', { class: 'acts' }, ...buttons);

async function start(): Promise<void> {
  const greeting = await changing.begin();
  ({ id, prompt: where } = greeting);
  sealKey = keyIn(greeting);
  void guard(() => stayWhile(() => !isOver));
  choose();
}

function choose(): void {
  stopFollowing();
  const list = listed((slot) => guard(async () => show(await changing.choose(slot))));
  put(
    el(
      'section',
      { class: 'sheet' },
      heading((w) => w.change.heading),
      el('p', {}, (w) => w.change.pick),
    ),
    list.element,
    acts(button('plain', (w) => w.change.close, close)),
  );
  stopFollowing = follow(list.show);
}

function show(view: ChangeView): void {
  stopFollowing();
  switch (view.stage) {
    case 'choose':
      choose();
      break;
    case 'form':
      if (view.needsYes && where === 'window') askRisk(view);
      else typePins(view);
      break;
    case 'changed':
      end('sheet', (w) => w.change.done.heading, [(w) => w.change.done.explain], view);
      break;
    case 'stopped':
      end('sheet bad', (w) => w.failed.heading, [
        () => view.said[currentLanguage()],
        ...(view.isUnsure ? [((w) => w.change.unsure) satisfies Say] : []),
      ]);
      break;
  }
}

const about = ({
  name,
  serial,
  ...rest
}: {
  readonly name: string;
  readonly serial: string;
  readonly triesLeft?: number | null;
}): HTMLElement =>
  el(
    'dl',
    { class: 'facts' },
    el('dt', {}, (w) => w.facts.subscriber),
    el('dd', {}, plain(name)),
    el('dt', {}, (w) => w.facts.serial),
    el('dd', {}, plain(serial)),
    ...(rest.triesLeft === undefined ? [] : triesRow(rest.triesLeft)),
  );

function warnings({ triesLeft, fault, trouble }: Form): readonly HTMLElement[] {
  const lines: Say[] = [];
  if (fault === 'same' || fault === 'old_wrong' || fault === 'refused') lines.push((w) => w.change.faults[fault]);
  else if (fault !== undefined) lines.push((w) => w.faults[fault]);
  if (trouble === 'timed_out') lines.push((w) => w.diagnoses.time_out.what);
  else if (trouble !== undefined && trouble !== 'cancelled')
    lines.push((w) => w.diagnoses[`window_prompt_${trouble}`].what);
  if (triesLeft !== null && triesLeft <= 2) lines.push((w) => w.change.low(triesLeft));
  return lines.length === 0
    ? []
    : [el('div', { role: 'alert' }, ...lines.map((say) => el('p', { class: 'warn' }, say)))];
}

/** The second yes, before anything is typed. */
function askRisk(view: Form): void {
  put(
    el(
      'section',
      { class: 'sheet bad', role: 'alert' },
      heading((w) => w.change.heading),
      about(view),
      el('p', {}, (w) => (view.triesLeft === null ? w.change.risk.untold : w.change.risk.last)),
    ),
    acts(
      button(
        'plain',
        (w) => w.change.risk.yes,
        () => guard(async () => show(await changing.risk())),
      ),
      button('main', (w) => w.change.close, close),
    ),
  );
}

function typePins(view: Form): void {
  const sheet = el(
    'section',
    { class: 'sheet' },
    heading((w) => w.change.heading),
    about(view),
    ...warnings(view),
  );
  const back = button(
    'plain',
    (w) => w.change.back,
    () => Promise.resolve(choose()),
  );
  if (where === 'native') {
    sheet.append(el('p', {}, (w) => w.pin.native));
    put(
      sheet,
      acts(
        button(
          'main',
          (w) => w.change.change,
          () => guard(async () => show(await changing.ask(currentLanguage()))),
        ),
        back,
      ),
    );
    return;
  }
  const form = changeForm(view, { sealKey, id }, (sealed) => guard(async () => show(await changing.pin(sealed))), back);
  put(sheet, form.element);
  form.focus();
}

function end(
  look: string,
  title: Say,
  lines: readonly Say[],
  ukey?: { readonly name: string; readonly serial: string },
): void {
  put(
    el(
      'section',
      { class: look, role: 'status' },
      heading(title),
      ...lines.map((line) => el('p', {}, line)),
      ...(ukey === undefined ? [] : [about(ukey)]),
    ),
    acts(
      button(
        'plain',
        (w) => w.change.back,
        () => Promise.resolve(choose()),
      ),
      button('main', (w) => w.change.close, close),
    ),
  );
}
