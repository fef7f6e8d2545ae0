interface Sms {
  readonly text: string;
}
interface StaffLogIn {
  readonly name: string;
  readonly password: string;
  readonly totp: string;
}

async function ask<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/** The six-digit code that the phone with this number shows among the messages after the first `before`; others may come beside it. */
export async function smsCode(sim: string, mobile: string, before: number): Promise<string> {
  for (let i = 0; i < 200; i++) {
    const messages = await messagesTo(sim, mobile);
    const fresh = messages.slice(0, Math.max(0, messages.length - before));
    const code = fresh.flatMap(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text) ?? []).at(0);
    if (code !== undefined) return code;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('no SMS code came');
}
export const messagesTo = (sim: string, mobile: string): Promise<Sms[]> =>
  ask(`${sim}/phone/messages?to=${encodeURIComponent(mobile)}`);

export async function staffLogIn(sim: string, name: string): Promise<StaffLogIn> {
  const found = (await ask<StaffLogIn[]>(`${sim}/staff/list`)).find((one) => one.name === name);
  if (found === undefined) throw new Error(`the demo has no staff ${name}`);
  return { name, password: found.password, totp: found.totp };
}
