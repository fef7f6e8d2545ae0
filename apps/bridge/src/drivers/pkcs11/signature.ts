import { createHash } from 'node:crypto';
import { parseCertificate, rsaDigestInfo, sm2Digest } from '@jiesuo/certificate';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { Certificate, Signature } from '../ukey.ts';
import type { Handle, Module } from './module.ts';
import { privateKeyOf } from './objects.ts';

type Sm2Mechanism = NonNullable<Model['drivers']['pkcs11']>['mechanisms']['sm2-sm3'];

/** CKM values (OASIS PKCS#11 2.40). */
const CKM = { rsaPkcs: 0x1, sha256RsaPkcs: 0x40, ecdsa: 0x1041 };

/**
 * Signs M with the private key of a certificate, logged in.
 * @param sm2 the maker's own mechanism, from the model's record: PKCS#11 names none.
 * @throws {DriverFault}
 */
export async function signMessage(
  module: Pick<Module, 'find' | 'attribute' | 'ulong' | 'mechanisms' | 'sign'>,
  { slot, session }: { readonly slot: Handle; readonly session: Handle },
  certificate: Certificate,
  message: Buffer,
  sm2: Sm2Mechanism,
): Promise<Signature> {
  const key = await privateKeyOf(module, session, certificate.key);
  if (key === undefined) throw new DriverFault('fault', 'no private key');
  const { kind, bits, point } = parseCertificate(certificate.der).key;
  const sign = async (mechanism: number, data: Uint8Array, bytes: number): Promise<Buffer> => {
    const signature = await module.sign(session, key, mechanism, Buffer.from(data));
    if (signature.length !== bytes) throw new DriverFault('fault', 'C_Sign: length');
    return signature;
  };
  switch (kind) {
    case 'rsa': {
      const canHash = (await module.mechanisms(slot)).includes(CKM.sha256RsaPkcs);
      const signature = canHash
        ? await sign(CKM.sha256RsaPkcs, message, bits / 8)
        : await sign(CKM.rsaPkcs, rsaDigestInfo(message), bits / 8);
      return { algorithm: 'rsa-sha256', signature };
    }
    case 'ec':
      return {
        algorithm: 'ecdsa-sha256',
        signature: await sign(CKM.ecdsa, createHash('sha256').update(message).digest(), bits / 4),
      };
    case 'sm2': {
      if (!sm2 || !point) throw new DriverFault('fault', 'no SM2 mechanism');
      const data = sm2.input === 'digest' ? sm2Digest(point, message) : message;
      return { algorithm: 'sm2-sm3', signature: await sign(Number(sm2.mechanism), data, 64) };
    }
  }
}
