import { type Browser, expect } from '@playwright/test';
import { staffPage } from './desk.ts';
import type { World } from './world.ts';

/** A fee is published by two people: asked for by the administrator's own calls, approved by the supervisor's. */
export async function chargeFee(browser: Browser, world: World, yuan: string): Promise<void> {
  const author = await staffPage(browser, world, 'administrator');
  const second = await staffPage(browser, world, 'supervisor');
  const post = (page: typeof author) => async (name: string, data: object) => {
    const answer = await page.request.post(`${world.console}/api/${name}`, {
      data: { kind: 'fee', subject: '*', ...data },
      headers: { origin: world.console },
    });
    expect(answer.status(), `${name}: ${await answer.text()}`).toBe(200);
    return (await answer.json()) as { revision?: number };
  };
  const { revision } = await post(author)('texts.save', {
    revision: 0,
    content: { kind: 'fee', fen: Math.round(Number(yuan) * 100) },
  });
  await post(author)('texts.publish', { revision, note: '调整费用' });
  await post(second)('texts.settle', { revision, decision: 'approve', reason: '已核对' });
  await author.context().close();
  await second.context().close();
}
