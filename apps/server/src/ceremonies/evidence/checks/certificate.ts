import { type Certificate, isIssuedBy, isValidAt, parseCertificate } from '@jiesuo/certificate';
import { EvidenceFault } from '../fault.ts';
import { type Check, mustBe, type Opened, open, opening, proven } from './told.ts';

const chainMost = 4;

export const certificateOf = ({ bundle }: Pick<Opened, 'bundle'>): Certificate =>
  opening(
    () => parseCertificate(Buffer.from(bundle.ukey.certificate, 'base64')),
    '凭证中的证书无法读取',
    'The certificate in the evidence cannot be read',
  );

export const checkCertificate: Check = (opened) => {
  const { ukey, completedAt } = opened.bundle;
  const certificate = certificateOf(opened);
  mustBe(
    Buffer.from(certificate.der).toString('base64') === ukey.certificate &&
      certificate.fingerprint === ukey.fingerprint,
    '证书与凭证记载的指纹不一致',
    'The certificate differs from the recorded fingerprint',
  );
  mustBe(
    isValidAt(certificate, new Date(completedAt)),
    '重置时证书不在有效期内',
    'The certificate was not valid when the UKey was reset',
  );
  return proven(
    `证书 ${certificate.serialNumber} 的指纹一致，重置时在有效期内`,
    `The certificate ${certificate.serialNumber} has the recorded fingerprint and was valid at the reset`,
  );
};

/** Up to a certificate that the verifier brought; each valid when the UKey was reset. */
export const checkIssuer: Check = (opened, { issuers }) => {
  const at = new Date(opened.bundle.completedAt);
  const certificate = certificateOf(opened);
  if (issuers.length === 0)
    return open(
      `颁发者未核对：请用 --issuer 指出 ${certificate.issuer.text} 的证书`,
      `The issuer was not asked: name the certificate of ${certificate.issuer.text} by --issuer`,
    );
  let last = certificate;
  for (let length = 0; length < chainMost; length++) {
    const issuer = issuers.find((one) => isIssuedBy(last, one) && isValidAt(one, at));
    if (!issuer || issuer.fingerprint === last.fingerprint) break;
    last = issuer;
  }
  if (last === certificate)
    throw new EvidenceFault(
      '证书不是由给定的CA证书颁发，或该CA证书当时不在有效期内',
      'The certificate was not issued by a given CA certificate that was valid then',
    );
  return proven(
    `证书由 ${last.subject.text} 颁发，签名正确，当时有效`,
    `The certificate was issued by ${last.subject.text}; signature and validity at that time are right`,
  );
};
