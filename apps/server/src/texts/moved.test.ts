import { cannedReasons } from '@jiesuo/contract';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testEngines } from '../db/engines.ts';
import { migrate, migrations } from '../db/migrate.ts';
import { createTexts } from './versions.ts';

const caId = '00000000-0000-7000-8000-000000000001';
const until = migrations.findIndex(({ name }) => name === '016-texts');

test.each(testEngines())(
  'what stood in settings and notices is the first version of each text ($name)',
  async (engine) => {
    const opened = await engine.openEmpty();
    try {
      await migrate(opened, migrations.slice(0, until));
      const reasons = JSON.stringify([cannedReasons[1]?.zh, '请补充授权期限。']);
      await opened.db.connection().execute(async (session) => {
        await sql`insert into cas (id, code) values (${caId}, 'test')`.execute(session);
        for (const [key, value] of [
          ['feeFen', '5000'],
          ['pinPolicy', '{"min": 6, "max": 12}'],
          ['cannedReasons', reasons],
        ])
          await sql`insert into settings (ca_id, key, value, changed_at) values (${caId}, ${key}, ${value}::jsonb, '2026-01-01')`.execute(
            session,
          );
        for (const [title, removed] of [
          ['系统维护', null],
          ['已撤下', new Date(0)],
        ] as const)
          await sql`insert into notices (id, ca_id, title, body, published_at, removed_at)
          values (gen_random_uuid(), ${caId}, ${title}, '两小时', '2026-01-01', ${removed})`.execute(session);
      });
      await migrate(opened);
      const texts = await createTexts({ db: opened.db, caId, clock: () => new Date('2026-02-01') })();
      expect(texts.content('fee', '*')).toEqual({ kind: 'fee', fen: 5000 });
      const policy = { kind: 'pin_policy', min: 6, max: 12, alphabet: 'printable', defaults: [] };
      expect(texts.content('pin_policy', '*')).toEqual(policy);
      const own = {
        zh: '请补充授权期限。',
        en: '请补充授权期限。',
        kinds: ['authorization', 'business_license', 'id_card'],
      };
      expect(texts.content('reasons', '*')?.items).toEqual([cannedReasons[1], own]);
      const [shown, ...others] = texts
        .subjectsOf('announcement')
        .map((id) => texts.content('announcement', id)?.title.zh);
      expect([shown, others]).toEqual(['系统维护', []]);
    } finally {
      await opened.close();
    }
  },
);
