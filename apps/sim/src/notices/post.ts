import type { Answer, Sent } from './notice.ts';

/** Both gateways wait this long. */
const patienceMs = 5000;
const answerMost = 4096;

/** Posts one notification. Never throws: who does not answer has answered 0. */
export async function post(url: string, { headers, body }: Sent): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, body: (await response.text()).slice(0, answerMost) };
  } catch {
    return { status: 0, body: '' };
  }
}
