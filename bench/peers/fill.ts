import { openDatabase } from '../../apps/server/src/db/open.ts';

// The newest order's account gets many old, cancelled ones: what one customer of many years would see.
const [dataDir = '', count = ''] = process.argv.slice(2);
const { script, close } = await openDatabase({ dataDir });
await script(
  `insert into orders
   select one.*
   from orders newest
   cross join generate_series(1, $1::int) n
   cross join lateral jsonb_populate_record(newest, jsonb_build_object(
     'id', gen_random_uuid(),
     'number', 'CA20200101' || lpad(n::text, 6, '0'),
     'status', 'cancelled',
     'created_at', newest.created_at - n * interval '1 hour')) one
   where newest.id = (select id from orders order by created_at desc, id desc limit 1)`,
  [Number(count)],
);
await close();
process.stdout.write('filled\n');
