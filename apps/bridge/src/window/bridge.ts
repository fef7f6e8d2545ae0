import type { WireMessage } from '@jiesuo/ceremony/messages';
import type { ChangeView, Sight, Turn, View } from '../commands/view.ts';
import { Stopped } from './stopped.ts';
import type { Trouble } from './words.ts';

/** What the bridge refuses a well-made window; anything else is a fault. */
const known: readonly Trouble[] = [
  'peer',
  'origin',
  'ended',
  'superseded',
  'used',
  'busy',
  'full',
  'ticket_refused',
  'prompt_no_session',
  'prompt_no_program',
  'prompt_program_fault',
  'fault',
];

/** Calls the bridge that served this window. @throws {Stopped} */
async function call(
  path: string,
  type: string,
  body: string | Uint8Array<ArrayBuffer>,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/window/${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      credentials: 'omit',
      redirect: 'error',
      signal,
    });
  } catch {
    throw new Stopped({ trouble: 'bridge_gone' });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;
  throw new Stopped({ trouble: known.find((trouble) => trouble === code) ?? 'fault' });
}
const post = (path: string, body: unknown, signal?: AbortSignal) =>
  call(path, 'application/json', JSON.stringify(body), signal);

/** The bridge's calls, as their answers are documented in commands/view.ts: it is the same program that served this script. */
export const bridge = {
  portals: async () => (await post('portals', {})) as { readonly portals: readonly string[] },
  hello: async (code: string) =>
    (await post('hello', { code })) as { readonly hello: WireMessage; readonly sealKey: string },
  ticket: async (ticket: unknown, sealed: unknown) => (await post('ticket', { ticket, sealed })) as View,
  allow: async () => (await post('allow', {})) as View,
  pin: async (sealed: Uint8Array<ArrayBuffer>) => (await call('pin', 'application/octet-stream', sealed)) as View,
  ask: async (language: 'zh' | 'en') => (await post('ask', { language })) as View,
  next: async (answer?: unknown) => (await post('next', answer === undefined ? {} : { answer })) as Turn,
  look: async (seen: string, signal: AbortSignal) => (await post('look', { seen }, signal)) as Sight,
  /** The report without personal data; needs no pairing. */
  report: async (language: 'zh' | 'en') => ((await post('report', { language })) as { readonly text: string }).text,
  here: async () => {
    await post('here', {});
  },
  /** Also while the window is going away. Never throws. */
  end: async (): Promise<void> => {
    await fetch('/window/end', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      keepalive: true,
      credentials: 'omit',
    }).catch(() => undefined);
  },
};

/** The calls of a local change (commands/view.ts: PinChange). */
export const changing = {
  begin: async () =>
    (await post('change/begin', {})) as {
      readonly id: string;
      readonly sealKey: string;
      readonly prompt: 'window' | 'native';
    },
  choose: async (slot: string) => (await post('change/choose', { slot })) as ChangeView,
  risk: async () => (await post('change/risk', {})) as ChangeView,
  pin: async (sealed: Uint8Array<ArrayBuffer>) =>
    (await call('change/pin', 'application/octet-stream', sealed)) as ChangeView,
  ask: async (language: 'zh' | 'en') => (await post('change/ask', { language })) as ChangeView,
};

/** The public key that PINs are sealed to, out of a greeting. */
export const keyIn = ({ sealKey }: { readonly sealKey: string }): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(sealKey.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

/** The bridge gives the UKey back when it hears nothing: each call waits there, so that a hidden window is heard too. @throws {Stopped} */
export async function stayWhile(isHere: () => boolean): Promise<void> {
  while (isHere()) await bridge.here();
}
