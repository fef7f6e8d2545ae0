import { expect } from 'vitest';
import { program } from '../apiKeys/stageForTests.ts';
import { consentOf, fill, intoValidity, registerUkey } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine } from '../trial.ts';
import { registered } from './origins.ts';

everyEngine(
  'a link leads back where it is registered, with number and state, and the key finds the order by it',
  async (t) => {
    intoValidity(t);
    const { visitor, administrator } = await program(t, ['orders.read']);
    await administrator.ok('links.change', { origins: ['https://crm.example.com/'] });
    const who = await t.customer();
    const returnTo = 'https://crm.example.com/back?case=7#top';
    expect(await t.portal.visitor().ok('links.open', { returnTo })).toEqual({ host: 'crm.example.com' });
    const draft = await fill(t, who, await registerUkey(t));
    const order = await who.ok('orders.submit', {
      draft: draft.id,
      idCardConsent: await consentOf(who),
      link: { returnTo, state: 'case-7' },
    });
    const back = `https://crm.example.com/back?case=7&order=${order.number}&state=case-7#top`;
    expect((await who.ok('orders.get', { number: order.number })).returnTo).toBe(back);
    const found = await visitor.ok('v1.orders.list', { reference: 'case-7' });
    expect(found.items.map(({ number, reference }) => [number, reference])).toEqual([[order.number, 'case-7']]);
    await administrator.ok('links.change', { origins: [] });
    expect((await who.ok('orders.get', { number: order.number })).returnTo).toBeNull();
  },
);

everyEngine('an address that is not registered is no reason to refuse the customer, and leads nowhere', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  expect((await who.refused('links.open', { returnTo: 'https://evil.example' })).code).toBe('return_not_registered');
  const draft = await fill(t, who, await registerUkey(t));
  const link = { returnTo: 'https://evil.example/x', state: 's' };
  const order = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who), link });
  expect(order.returnTo).toBeNull();
});

oneEngine('only the very origin counts', async (t) => {
  const origins = ['https://crm.example.com', 'http://localhost:3000'];
  for (const address of [
    'https://crm.example.com.evil.example/',
    'https://evil.example/https://crm.example.com',
    'https://crm.example.com@evil.example/',
    'https://user@crm.example.com/',
    'https://crm.example.com:8443/',
    'http://crm.example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    '//crm.example.com',
    '/back',
    '',
  ])
    expect([address, registered(address, origins)]).toEqual([address, undefined]);
  expect(registered('HTTPS://CRM.example.com:443/a', origins)?.href).toBe('https://crm.example.com/a');
  const administrator = await t.staff('administrator');
  for (const origin of [
    'http://crm.example.com',
    'https://*.example.com',
    'https://a.example/path',
    'null',
    'https://',
  ])
    expect([origin, (await administrator.refused('links.change', { origins: [origin] })).fields?.[0]?.code]).toEqual([
      origin,
      'origin_malformed',
    ]);
});
