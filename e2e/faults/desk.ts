import type { Programs } from './programs.ts';

/** One virtual UKey as the sim tells of it. */
export interface UkeyOnDesk {
  readonly serial: string;
  readonly isPlugged: boolean;
  readonly isAttached: boolean;
  readonly isInVpcd: boolean;
  readonly userTriesLeft: number;
  readonly userTriesMax: number;
  readonly adminTriesLeft: number;
  readonly adminTriesMax: number;
}
type At = Pick<Programs, 'sim'>;

async function ask<T>({ sim }: At, path: string, body?: object): Promise<T> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${sim}${path}`, body ? post : {});
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export const ukeys = (at: At): Promise<UkeyOnDesk[]> => ask(at, '/ukeys/list');
export async function ukey(at: At, serial: string): Promise<UkeyOnDesk> {
  const found = (await ukeys(at)).find((one) => one.serial === serial);
  if (!found) throw new Error(`no UKey ${serial}`);
  return found;
}
/** Plugs exactly these in, in this order. */
export async function plug(at: At, ...serials: string[]): Promise<void> {
  for (const one of await ukeys(at))
    if (one.isPlugged && !serials.includes(one.serial)) await ask(at, '/ukeys/unplug', { serial: one.serial });
  for (const serial of serials) await ask(at, '/ukeys/plug', { serial });
}
export const unplug = (at: At, serial: string): Promise<object> => ask(at, '/ukeys/unplug', { serial });
/** Gives it another admin secret and takes it from the computer. */
export const giveFreshSecret = (at: At, serial: string): Promise<{ readonly adminPin: string }> =>
  ask(at, '/ukeys/renew', { serial });
export const attachToVpcd = (at: At, serial: string, port: number): Promise<object> =>
  ask(at, '/ukeys/vpcd', { serial, port });

/** Types a PIN at the UKey as another program on that computer would; a wrong one costs a try. */
export const typePin = (at: At, serial: string, pin: string): Promise<{ readonly outcome: string }> =>
  ask(at, '/ukeys/verify', { serial, pin });

/** The newest code sent to that number, waited for; `known` is how many codes were sent there before. */
export async function smsCode(at: At, mobile: string, known: number): Promise<string> {
  for (let tries = 0; tries < 150; tries++) {
    const codes = await codesTo(at, mobile);
    const code = codes.length > known ? /(?<!\d)\d{6}(?!\d)/.exec(codes[0]?.text ?? '')?.[0] : undefined;
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no SMS code came');
}
/** Every SMS code sent to that number, newest first; its other messages may come at any time. */
export const codesTo = async (at: At, mobile: string): Promise<{ readonly text: string }[]> => {
  const messages = await ask<{ text: string; template: string }[]>(at, `/phone/messages?to=${mobile}`);
  return messages.filter(({ template }) => template.startsWith('code_'));
};
export const staffLogIns = (
  at: At,
): Promise<{ readonly name: string; readonly password: string; readonly totp: string }[]> => ask(at, '/staff/list');
