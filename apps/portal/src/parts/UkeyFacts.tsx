import { eligibilityWords, type ReadUkey } from '@jiesuo/contract';
import { Facts, Notice, showDate, useLanguage } from '@jiesuo/ui';
import { useWords } from '../words/index.ts';

const algorithms = { sm2: 'SM2', rsa: 'RSA', ec: 'ECDSA' } as const;

/** The certificate of a UKey that was read, its counters and the server's verdict. */
export function UkeyFacts({ ukey, isBrief = false }: { ukey: ReadUkey; isBrief?: boolean }) {
  const { apply: words } = useWords();
  const language = useLanguage();
  const tries = () => {
    if (ukey.isLocked) return words.locked;
    if (ukey.userTriesLeft === null) return words.triesUntold;
    return ukey.userTriesMax === null
      ? words.triesLeft(ukey.userTriesLeft)
      : words.triesOf(ukey.userTriesLeft, ukey.userTriesMax);
  };
  const isFine = ukey.verdict === 'fine';
  return (
    <>
      <Facts
        facts={[
          [words.subscriber, <strong key="name">{ukey.subscriber}</strong>],
          [words.ukeySerial, ukey.claimedSerial],
          [words.certificateSerial, ukey.certificateSerial],
          [words.validity, words.from(showDate(ukey.notBefore, language), showDate(ukey.notAfter, language))],
          ...(isBrief
            ? []
            : [
                [words.issuer, ukey.issuer] as const,
                [words.algorithm, algorithms[ukey.algorithm]] as const,
                [words.tries, tries()] as const,
              ]),
        ]}
      />
      {!isBrief && (
        <Notice tone={isFine ? 'good' : 'bad'} title={words.verdict} isLive>
          {eligibilityWords[ukey.verdict][language]}
        </Notice>
      )}
    </>
  );
}
