import type { Ticket } from '@jiesuo/ceremony/messages';
import type { View } from '../commands/view.ts';
import { bridge, keyIn, stayWhile } from './bridge.ts';
import { watchFocus } from './button.ts';
import { follow, listed, present } from './follow.ts';
import { readFragment } from './fragment.ts';
import { currentLanguage } from './language.ts';
import type { PinForm, pinForm } from './pinForm.ts';
import { exchange, redeem } from './portal.ts';
import { pump } from './pump.ts';
import * as screens from './screens.ts';
import { Stopped } from './stopped.ts';
import type { Step } from './words.ts';

/** A window that could not be closed says so after this long. */
const CLOSING_MS = 400;

const { wanted } = readFragment(location.hash);
let ticket: Ticket | undefined;
let portal = '';
let sealKey = new Uint8Array();
let makeForm: typeof pinForm | undefined;
let form: PinForm | undefined;
let move: ((step: Step) => void) | undefined;
let stopFollowing = (): void => {};
let isOver = false;

const language = (): string => (currentLanguage() === 'zh' ? 'zh-CN' : 'en');

/** The code leaves the address before anything else is done: history and other tabs must not have it. */
function takeCode(): string {
  history.replaceState(null, '', location.pathname);
  if (!/^[A-Za-z0-9_-]{22}$/.test(wanted)) throw new Stopped({ trouble: 'code_missing' });
  return wanted;
}

function show(view: View): void {
  if ('ticket' in view) ticket = view.ticket;
  if (view.stage !== 'enter_pin') form = undefined;
  if (view.stage !== 'working') move = undefined;
  if (view.stage !== 'enter_pin') stopFollowing();
  if (view.stage === 'confirm_read') confirmRead(view.ticket);
  else if (view.stage === 'enter_pin' && view.prompt === 'native') {
    screens.askNative(view.ticket, presence(view.ticket), () => guard(ask), cancel);
  } else if (view.stage === 'enter_pin') showPin(view);
  else if (view.stage === 'working') {
    move ??= screens.working(view.ticket);
    move(view.step);
  } else if (view.stage === 'done') finish(view);
  else if (view.stage === 'failed') {
    isOver = true;
    screens.failed(view, ticket);
  }
}

/** What is plugged in, kept up to date until the next screen. */
function watched(made: ReturnType<typeof listed>): HTMLElement {
  stopFollowing();
  stopFollowing = follow(made.show);
  return made.element;
}
const presence = ({ reset: wanted }: Ticket): HTMLElement => watched(present(wanted?.serial ?? ''));
const confirmRead = (asking: Ticket): void =>
  screens.confirmRead(asking, watched(listed()), () => guard(allow), cancel);

function showPin(view: Extract<View, { stage: 'enter_pin' }>): void {
  if (form === undefined) {
    if (makeForm === undefined) throw new Stopped({ trouble: 'fault' });
    form = makeForm(view.ticket, sealKey, (sealed) => guard(() => reset(sealed)), cancel);
    screens.enterPin(view.ticket, presence(view.ticket), form.element);
    form.focus();
  }
  if (view.fault !== undefined) form.say(view.fault);
}

function finish(view: Extract<View, { stage: 'done' }>): void {
  isOver = true;
  screens.done(view, view.purpose === 'reset');
  void bridge.end();
  if (view.purpose !== 'read') return;
  window.close();
  setTimeout(() => screens.done(view, true), CLOSING_MS);
}

async function allow(): Promise<void> {
  show(await bridge.allow());
  await carry();
}

async function reset(sealed: Uint8Array<ArrayBuffer>): Promise<void> {
  const view = await bridge.pin(sealed);
  show(view);
  if (view.stage !== 'enter_pin') await carry();
}

/** A dialog at a time, so that no answer takes longer than a browser waits. */
async function ask(): Promise<void> {
  let view: View;
  do view = await bridge.ask(currentLanguage());
  while (view.stage === 'enter_pin' && !isOver);
  if (isOver) return;
  show(view);
  await carry();
}

async function carry(): Promise<void> {
  await pump({ next: bridge.next, exchange: (message) => exchange(portal, message, language()), show });
  if (isOver) await bridge.end();
}

async function cancel(): Promise<void> {
  isOver = true;
  await bridge.end();
  window.close();
  screens.failed({ stage: 'failed', failure: 'cancelled', isRetryable: true, shouldPull: false }, ticket);
}

async function stay(): Promise<void> {
  try {
    await stayWhile(() => !isOver);
  } catch (error) {
    if (!isOver) stop(error);
  }
}

function stop(error: unknown): void {
  isOver = true;
  stopFollowing();
  void bridge.end();
  screens.stopped(error instanceof Stopped ? error : new Stopped({ trouble: 'fault' }), ticket);
}

async function guard(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isOver) stop(error);
  }
}

async function begin(): Promise<void> {
  const code = takeCode();
  const { portals } = await bridge.portals();
  const greeting = await bridge.hello(code);
  sealKey = keyIn(greeting);
  void stay();
  // The form brings the cryptography along: some 40 modules, which the pairing need not wait for.
  const [redeemed, { pinForm: made }] = await Promise.all([
    redeem(portals, code, greeting.hello, language()),
    import('./pinForm.ts'),
  ]);
  makeForm = made;
  portal = redeemed.origin;
  show(await bridge.ticket(redeemed.ticket, redeemed.sealed));
}

window.addEventListener('pagehide', () => {
  if (!isOver) void bridge.end();
});
window.addEventListener('beforeunload', (event) => {
  if (move !== undefined) event.preventDefault();
});
screens.frame();
watchFocus();
if (wanted === 'change') void import('./change.ts').then(({ changePin }) => changePin());
else void guard(begin);
