import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect } from 'vitest';
import { oneEngine, type Trial } from '../trial.ts';
import { isExtension } from './merkle/check.ts';
import { type Checkpoint, openCheckpoint } from './note/checkpoint.ts';
import { sequence } from './tree/sequence.ts';
import { tellWitness } from './witness.ts';
import { writeLeaf } from './write.ts';

/** A witness by C2SP tlog-witness that remembers one checkpoint and trusts whom `trust` names. */
let known: Checkpoint | undefined;
let trust: Trial['ctx']['auditKey']['trusted'] = [];
const witness = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => void parts.push(part));
  request.on('end', () => {
    const [head = '', ...note] = Buffer.concat(parts).toString().split('\n\n');
    const [old = '', ...proof] = head.split('\n');
    const next = openCheckpoint(note.join('\n\n'), trust);
    const answer = (status: number, text = '') => response.writeHead(status).end(text);
    if (request.url !== '/w/add-checkpoint' || !next) return answer(403);
    if (old !== `old ${known?.size ?? 0}`) return answer(409, `${known?.size}\n`);
    const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
    if (known && !isExtension({ first: known, second: next, proof: hashes })) return answer(422);
    known = next;
    return answer(200, '— witness.example AAAA\n');
  });
});
await new Promise<void>((ready) => witness.listen(0, '127.0.0.1', ready));
afterAll(() => witness.close());
const url = `http://127.0.0.1:${(witness.address() as AddressInfo).port}/w/`;

oneEngine(
  'the witness is told of each newest checkpoint with the proof that the log only grew, and a rewritten one is refused aloud',
  async (t) => {
    trust = t.ctx.auditKey.trusted;
    expect(await tellWitness(t.ctx)).toBeUndefined();
    const origin = { ctx: t.ctx, at: t.now(), actor: 'system', operation: 'orders.expire', requestId: null };
    for (const size of [1, 2, 3]) {
      await t.ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, {}));
      await sequence(t.ctx);
      expect(await tellWitness(t.ctx)).toBe(200);
      expect(known?.size).toBe(size);
    }
    expect(await tellWitness(t.ctx)).toBe(200);
    known = known && { ...known, size: 2, root: Buffer.alloc(32, 1) };
    expect(await tellWitness(t.ctx)).toBe(422);
    expect(t.logged()).toContain('"alarm":"audit"');
  },
  { env: { AUDIT_WITNESS_URL: url } },
);
