import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';

const place = {
  receiver: '李四',
  mobile: '199 1111 2222',
  regionCode: '110101',
  region: ['北京市', '北京市', '东城区'],
  street: '示例街1号',
};

everyEngine('the first address is the default, and a later one only when asked', async (t) => {
  const who = await t.customer();
  const first = await who.ok('addresses.add', place);
  expect(first).toMatchObject({
    receiver: '李四',
    mobile: '19911112222',
    region: place.region,
    street: '示例街1号',
    isDefault: true,
  });
  const second = await who.ok('addresses.add', { ...place, street: '示例街2号' });
  expect(second.isDefault).toBe(false);
  const third = await who.ok('addresses.add', { ...place, street: '示例街3号', isDefault: true });
  const { items } = await who.ok('addresses.list', {});
  expect(items.map((i) => [i.id, i.isDefault])).toEqual([
    [third.id, true],
    [second.id, false],
    [first.id, false],
  ]);
});

everyEngine('editing can move the default but never leave none', async (t) => {
  const who = await t.customer();
  const first = await who.ok('addresses.add', place);
  const second = await who.ok('addresses.add', place);
  expect(await who.ok('addresses.edit', { ...place, id: first.id, isDefault: false })).toMatchObject({
    isDefault: true,
  });
  expect(
    await who.ok('addresses.edit', { ...place, id: second.id, street: '改过的街', isDefault: true }),
  ).toMatchObject({ street: '改过的街', isDefault: true });
  const { items } = await who.ok('addresses.list', {});
  expect(items.filter((i) => i.isDefault).map((i) => i.id)).toEqual([second.id]);
});

everyEngine('when the default is deleted the newest of the others takes its place', async (t) => {
  const who = await t.customer();
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    t.advance(1);
    ids.push((await who.ok('addresses.add', place)).id);
  }
  await who.ok('addresses.remove', { id: ids[0] ?? '' });
  expect((await who.ok('addresses.list', {})).items.map((i) => [i.id, i.isDefault])).toEqual([
    [ids[2], true],
    [ids[1], false],
  ]);
  await who.ok('addresses.remove', { id: ids[1] ?? '' });
  await who.ok('addresses.remove', { id: ids[2] ?? '' });
  expect((await who.ok('addresses.list', {})).items).toEqual([]);
});

everyEngine('twenty addresses at most, also when they come at once', async (t) => {
  const who = await t.customer();
  for (let i = 0; i < 18; i++) await who.ok('addresses.add', place);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => who.call('addresses.add', { ...place, isDefault: true })),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(2);
  expect(answers.filter((a) => a.status === 409)).toHaveLength(4);
  const { items } = await who.ok('addresses.list', {});
  expect(items).toHaveLength(20);
  expect(items.filter((i) => i.isDefault)).toHaveLength(1);
});

everyEngine("another account's address is not there", async (t) => {
  const [who, stranger] = [await t.customer(), await t.customer()];
  const { id } = await who.ok('addresses.add', place);
  expect(await stranger.refused('addresses.edit', { ...place, id })).toMatchObject({ code: 'not_found' });
  expect(await stranger.refused('addresses.remove', { id })).toMatchObject({ code: 'not_found' });
  expect((await stranger.ok('addresses.list', {})).items).toEqual([]);
  expect((await who.ok('addresses.list', {})).items).toHaveLength(1);
});

everyEngine('receiver, number and street are sealed in the database', async (t) => {
  const who = await t.customer();
  await who.ok('addresses.add', place);
  const rows = JSON.stringify(await t.ctx.db.selectFrom('addresses').selectAll().execute());
  for (const text of ['李四', '19911112222', '示例街']) expect(rows).not.toContain(text);
});
