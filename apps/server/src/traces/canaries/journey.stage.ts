import { readFileSync } from 'node:fs';
import { approvedOrder, uscc } from '../../ceremonies/registry.stage.ts';
import { desk, pump, registeredUkey, startReset } from '../../ceremonies/reset.stage.ts';
import * as sample from '../../materials/decode/samples.ts';
import { bothCodes, freshMobile } from '../../mobileChanges/stageForTests.ts';
import { form, intoValidity, setFee, submit } from '../../orders/stageForTests.ts';
import type { FakeGateway } from '../../payments/gatewayForTests.ts';
import { receive } from '../../payments/receive.ts';
import { tryOf } from '../../payments/stageForTests.ts';
import type { Customer, Trial } from '../../trial.ts';
import type { Canaries } from './fill.stage.ts';

/** Every code and stop code that a number was sent. */
async function hear(t: Trial, canaries: Canaries, mobile: string): Promise<void> {
  canaries.add(mobile, true);
  for (const { variables } of await t.sms(mobile))
    for (const [name, value] of Object.entries(variables))
      if (['code', 'stop'].includes(name)) canaries.add(value, true);
}

function keep(canaries: Canaries, who: { readonly cookies: ReadonlyMap<string, string> }): void {
  for (const token of who.cookies.values()) canaries.add(token, true);
}

/** What customers and staff do from the first page to the last, with all that they type and are given. */
export async function journey(t: Trial, canaries: Canaries, wechat: FakeGateway): Promise<Customer> {
  canaries.add(readFileSync(`${t.ctx.config.dataDir}/keys/master.key`, 'utf8').trim(), true);
  const who = await t.customer();
  canaries.add(who.password, true);
  await hear(t, canaries, who.mobile);
  keep(canaries, who);
  await t.portal.visitor().refused('accounts.logIn', { mobile: who.mobile, password: `${who.password}x` });

  const adminPin = 'Kq7#mZ2vRx9w';
  const [oldPin, newPin] = ['old-PIN-1', 'Kn8-Neu-PIN'];
  for (const pin of [adminPin, oldPin, newPin]) canaries.add(pin, true);
  const ukey = await registeredUkey(t, { adminPin, contactMobile: '17654321987' });
  canaries.add('17654321987', true);
  const order = await approvedOrder(t, who, ukey);
  const { pairing } = await startReset(t, who, desk(t, ukey), order, newPin);
  const view = await pump(t, pairing);
  if (view === 'cut' || view.stage !== 'done') throw new Error('the reset did not end');
  await hear(t, canaries, who.mobile);

  const mobile = freshMobile();
  t.advance(61);
  await who.ok('mobileChanges.byCodes', await bothCodes(t, who, mobile));
  await hear(t, canaries, who.mobile);
  await hear(t, canaries, mobile);
  await t.jobs();

  intoValidity(t);
  await setFee(t, 5000);
  const buyer = await t.customer();
  await hear(t, canaries, buyer.mobile);
  keep(canaries, buyer);
  const { representativeIdNumber, representativeMobile, representativeName, email } = form;
  for (const typed of [representativeIdNumber, representativeMobile, representativeName, email])
    canaries.add(typed, true);
  // Whom `t.customer()` registers.
  canaries.add('张三', true);
  const { number } = await submit(t, buyer);
  await buyer.ok('payments.start', { number, channel: 'wechat' });
  const attempt = await tryOf(t, number, 'wechat');
  if (!wechat.pay(attempt)) throw new Error('the gateway took no money');
  await receive(t.ctx, 'wechat', wechat.notice(attempt));
  await buyer.call('orders.cancel', { numbers: [number] });
  await buyer.call('mobileChanges.uploadPaper', {}, await sample.photo(60, 40));
  await t.portal.app.inject({ method: 'POST', url: '/pay/wechat/notify', payload: uscc });
  await t.jobs();
  return buyer;
}
