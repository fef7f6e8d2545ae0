// JIESUO_ORIGIN=https://api.example.com JIESUO_KEY=jsk_… node orders.mjs
// Needs the scope orders.read.
import { createClient, everyItem } from '@jiesuo/client';

const client = createClient({ origin: process.env.JIESUO_ORIGIN, key: process.env.JIESUO_KEY });

const key = await client('v1.keys.show', {});
console.log(`key ${key.name}, until ${key.expiresAt}`);

for await (const order of everyItem(client, 'v1.orders.list', { limit: 50 })) {
  const { timeline } = await client('v1.orders.get', { number: order.number });
  console.log(order.number, order.status, order.ukeySerial, timeline.map(({ event }) => event).join(' > '));
}
