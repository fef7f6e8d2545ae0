import { CertificateFault } from './certificate.ts';
import { type Element, TAG } from './der.ts';

/** Reads a Time of RFC 5280, 4.1.2.5: UTCTime or GeneralizedTime, with seconds, in Z, in the calendar. @throws CertificateFault malformed */
export function readTime({ tag, content }: Element): Date {
  const text = new TextDecoder('latin1').decode(content);
  const shape =
    tag === TAG.utcTime ? /^(\d\d)(\d{10})Z$/ : tag === TAG.generalizedTime ? /^(\d{4})(\d{10})Z$/ : undefined;
  const [, year = '', rest = ''] = shape?.exec(text) ?? [];
  const century = tag === TAG.utcTime ? (Number(year) >= 50 ? '19' : '20') : '';
  const iso = `${century}${year}-${rest.replace(/^(..)(..)(..)(..)(..)$/, '$1-$2T$3:$4:$5')}.000Z`;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) throw new CertificateFault('malformed');
  return time;
}
