import { generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHash } from '../merkle/hash.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { keyIdOf, parseVkey, signatureTypes, vkeyOf } from './vkey.ts';

const signerOf = (name: string) => ({ name, ...generateKeyPairSync('ed25519') });
const at = new Date('2026-03-02T01:00:00.700Z');

test('a published verifier key opens the published note: the formats are the same', () => {
  // The example of Go's golang.org/x/mod/sumdb/note, whose format C2SP signed-note is.
  const verifier = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  if (!verifier) throw new Error('the published key was not read');
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signature = Buffer.from(
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    'base64',
  );
  expect(signature.subarray(0, 4)).toEqual(keyIdOf(verifier, signatureTypes.plain));
  expect(verify(null, Buffer.from(text), verifier.publicKey, signature.subarray(4))).toBe(true);
  expect(vkeyOf(verifier)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
});

test('a checkpoint has the three lines and the signature of C2SP, and tells when it was signed', () => {
  const signer = signerOf('ca.example/audit');
  const root = leafHash('x');
  const { note } = signCheckpoint(20_852_163, root, signer, at);
  const lines = note.split('\n');
  expect(lines.slice(0, 4)).toEqual(['ca.example/audit', '20852163', root.toString('base64'), '']);
  expect(lines[4]).toMatch(/^— ca\.example\/audit [A-Za-z0-9+/]+=*$/);
  expect(openCheckpoint(note, [signer])).toEqual({
    origin: 'ca.example/audit',
    size: 20_852_163,
    root,
    at: new Date('2026-03-02T01:00:00Z'),
    note,
  });
  const told = parseVkey(vkeyOf(signer));
  expect(told && openCheckpoint(note, [told])?.size).toBe(20_852_163);
});

test('no byte of a checkpoint can be another, none more, none less', () => {
  const signer = signerOf('ca.example/audit');
  const { note } = signCheckpoint(300, leafHash('x'), signer, at);
  const bytes = Buffer.from(note);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (where, by) => {
      const changed = Buffer.from(bytes);
      changed[where] = (changed[where] ?? 0) ^ by;
      expect(openCheckpoint(changed.toString('latin1'), [signer])).toBeUndefined();
      expect(openCheckpoint(changed.toString(), [signer])).toBeUndefined();
      expect(openCheckpoint(note.slice(0, where % note.length), [signer])).toBeUndefined();
    }),
    { numRuns: 400 },
  );
  for (const other of [`${note}\n`, `\n${note}`, note + note, note.replaceAll('\n', '\r\n'), ''])
    expect(openCheckpoint(other, [signer])).toBeUndefined();
});

test('another key, or the same key under another name, opens nothing', () => {
  const signer = signerOf('ca.example/audit');
  const { note } = signCheckpoint(300, leafHash('x'), signer, at);
  expect(openCheckpoint(note, [])).toBeUndefined();
  expect(openCheckpoint(note, [signerOf('ca.example/audit')])).toBeUndefined();
  expect(openCheckpoint(note, [{ ...signer, name: 'ca.example/other' }])).toBeUndefined();
  expect(openCheckpoint(note, [signerOf('ca.example/audit'), signer])?.size).toBe(300);
});

test.each([
  '',
  'name',
  'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'Other+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
])('a verifier key that is not whole is not read (%#)', (line) => {
  expect(parseVkey(line)).toBeUndefined();
});
