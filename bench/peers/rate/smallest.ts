import { createHash } from 'node:crypto';
import Fastify, { type FastifyRequest } from 'fastify';
import pg from 'pg';

// The least that a Fastify with pg can do for the same rows: it looks the session up, reads, and sends what it read.
const [databaseUrl = '', port = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
const app = Fastify();

async function accountOf(request: FastifyRequest): Promise<string> {
  const token = /(?:^|; )portal=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const hash = createHash('sha256').update(token).digest('hex');
  const { rows } = await pool.query<{ account_id: string }>(
    'select account_id from sessions where token_hash = $1 and ended_at is null and expires_at > now()',
    [hash],
  );
  if (!rows[0]) throw new Error('not logged in');
  return rows[0].account_id;
}

app.get('/list', async (request) => {
  const account = await accountOf(request);
  const { rows } = await pool.query(
    `select number, status, customer_name, ukey_serial, fee_fen, money, created_at, expires_at, assigned_to
     from orders where account_id = $1 order by created_at desc, id desc limit 21`,
    [account],
  );
  return { items: rows };
});

app.get<{ Querystring: { number: string } }>('/get', async (request) => {
  const account = await accountOf(request);
  const { rows } = await pool.query('select * from orders where number = $1 and account_id = $2', [
    request.query.number,
    account,
  ]);
  const of = (sql: string) => pool.query(sql, [rows[0].id]).then((found) => found.rows);
  const [materials, timeline, ceremonies] = await Promise.all([
    of('select * from materials where order_id = $1 and replaced_at is null'),
    of('select at, event, note from order_events where order_id = $1 order by at, id'),
    of('select id, status, failure, updated_at from ceremonies where order_id = $1 order by created_at desc limit 1'),
  ]);
  return { ...rows[0], materials, timeline, ceremonies };
});

await app.listen({ host: '127.0.0.1', port: Number(port) });
