import { sign, verify } from 'node:crypto';
import type { Signer } from './note/note.ts';
import type { Verifier } from './note/vkey.ts';

// No note of a log begins so: what one signature says, the other cannot.
const sealed = (hash: Uint8Array) => Buffer.concat([Buffer.from('jiesuo audit leaf v1\0'), hash]);

/** That this server wrote the leaf of that hash: kept beside it until the tree and its checkpoint vouch for it. */
export const sealOf = (key: Pick<Signer, 'privateKey'>, leafHash: Uint8Array): Buffer =>
  sign(null, sealed(leafHash), key.privateKey);

export const isSealed = (trusted: readonly Verifier[], leafHash: Uint8Array, seal: Uint8Array): boolean =>
  trusted.some(({ publicKey }) => verify(null, sealed(leafHash), publicKey, seal));
