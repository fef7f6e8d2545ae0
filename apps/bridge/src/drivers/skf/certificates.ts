import { parseCertificate, rsaDigestInfo, sm2Digest, verifySignature } from '@jiesuo/certificate';
import { DriverFault } from '../driver.ts';
import type { Certificate, Signature } from '../ukey.ts';
import type { Handle, SkfLibrary } from './library.ts';

const CERTIFICATES_MAX = 16;

/** A certificate and the container that it lies in, named as the library does. */
export interface StoredCertificate extends Certificate {
  readonly container: Buffer;
}

/** The first 16 certificates of the application. What is no certificate, or of a key that no reset can prove, is left out. */
export async function readCertificates(
  library: SkfLibrary,
  application: Handle,
): Promise<readonly StoredCertificate[]> {
  const found: StoredCertificate[] = [];
  for (const [at, name] of (await library.containers(application)).entries())
    await library.inContainer(application, name, async (container) => {
      for (const use of ['sign', 'encrypt'] as const) {
        const der = await library.certificate(container, use);
        if (der && parsed(der) && found.length < CERTIFICATES_MAX)
          found.push({ use, der: Buffer.from(der), key: String(at), container: name });
      }
    });
  return found;
}

/**
 * Signs M by the algorithm of the signing certificate, and checks it: libraries differ in what they take for the data to sign.
 * @throws {DriverFault} `fault` for a signature that its certificate does not verify.
 */
export async function sign(
  library: SkfLibrary,
  application: Handle,
  certificates: readonly StoredCertificate[],
  key: string,
  message: Buffer,
): Promise<Signature> {
  const stored = certificates.find((one) => one.use === 'sign' && one.key === key);
  const certificate = stored && parsed(stored.der);
  if (!certificate) throw new DriverFault('fault', 'no such key');
  const { kind, point } = certificate.key;
  const isRsa = kind === 'rsa';
  if (!isRsa && (kind !== 'sm2' || !point)) throw new DriverFault('fault', `no signatures by ${kind}`);
  const signature = await library.inContainer(application, stored.container, (container) =>
    isRsa || !point
      ? library.signRsa(container, Buffer.from(rsaDigestInfo(message)))
      : library.signEcc(container, Buffer.from(sm2Digest(point, message))),
  );
  if (!verifySignature(certificate, message, signature)) throw new DriverFault('fault', 'signature does not verify');
  return { algorithm: isRsa ? 'rsa-sha256' : 'sm2-sm3', signature };
}

function parsed(der: Buffer) {
  try {
    return parseCertificate(der);
  } catch {
    return undefined;
  }
}
