// JIESUO_ORIGIN=… JIESUO_KEY=… node register-ukey.mjs SERIAL MODEL CERTIFICATE.pem
// The UKey's admin PIN is read from standard input, so that no list of processes shows it. Needs the scope ukeys.write.
import { readFileSync } from 'node:fs';
import { createClient, Refused } from '@jiesuo/client';

const [serial, model, file] = process.argv.slice(2);
const certificate = readFileSync(file, 'utf8');
const adminPin = readFileSync(0, 'utf8').trim();
const client = createClient({ origin: process.env.JIESUO_ORIGIN, key: process.env.JIESUO_KEY });

try {
  // Your own number of the matter: however often this runs, the UKey is registered once.
  const idempotencyKey = `register-${serial}`;
  const kept = await client('v1.ukeys.upsert', { serial, model, certificate, adminPin }, { idempotencyKey });
  console.log(kept.isNew ? 'registered' : 'updated', kept.serial, kept.isWeak ? '(its admin PIN is weak)' : '');
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.code, error.message, error.body.fields ?? '');
  process.exitCode = 1;
}
