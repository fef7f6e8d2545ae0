import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { StartFault } from '../startFault.ts';

/**
 * Encrypts for whoever holds the identity of one of the recipients (age, C2SP): the machine that makes backups cannot read them.
 * Every 64 KiB are authenticated, and so is the end. @throws {StartFault} when a recipient is none.
 */
export async function seal(plain: AsyncIterable<Uint8Array>, recipients: readonly string[]): Promise<Readable> {
  const age = new Encrypter();
  for (const recipient of recipients)
    try {
      age.addRecipient(recipient);
    } catch (error) {
      throw new StartFault(`${recipient} 不是 age 公钥`, `${recipient} is no public key of age`, error);
    }
  const sealed = await age.encrypt(ReadableStream.from(plain) as never);
  return Readable.fromWeb(sealed as never);
}

/** @throws {StartFault} when none of the identities opens it. The stream throws when it was changed or cut off. */
export async function unseal(sealed: Readable, identities: readonly string[]): Promise<AsyncIterable<Uint8Array>> {
  const age = new Decrypter();
  for (const identity of identities)
    try {
      age.addIdentity(identity);
    } catch (error) {
      // The identity is a secret: it is not quoted.
      throw new StartFault('身份文件里没有 age 私钥', 'the identity file holds no private key of age', error);
    }
  try {
    return Readable.fromWeb((await age.decrypt(Readable.toWeb(sealed) as never)) as never);
  } catch (error) {
    throw new StartFault(
      '这个私钥打不开这份备份，或文件开头已损坏',
      'this private key does not open this backup, or its beginning is damaged',
      error,
    );
  }
}

/** The identities of a file as `age-keygen` writes it: comments aside, one on a line. */
export const identitiesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
