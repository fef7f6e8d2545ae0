import { Link, Section, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { type Answer } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Loaded } from '../Failure.tsx';
import { GiveConsent } from './GiveConsent.tsx';
import { GivenText } from './GivenText.tsx';
import { WithdrawConsent } from './WithdrawConsent.tsx';

type Standings = Answer<'consents.state'>;

/** 授权记录: what stands now and how to change it, then every line of the ledger. */
export function Consents() {
  const { account: words } = useWords();
  return (
    <>
      <Section title={words.consentsNow}>
        <Loaded query={useRead('consents.state', {})}>
          {(standings) => (
            <ul className="rows">
              {standings.items.map((item) => (
                <Standing key={item.kind} item={item} openOrders={standings.openOrders} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      <Ledger />
    </>
  );
}

const tones = { none: 'neutral', given: 'good', outdated: 'warn', withdrawn: 'neutral' } as const;

function Standing({ item, openOrders }: { item: Standings['items'][number]; openOrders: number }) {
  const words = useWords();
  const { kind, state } = item;
  return (
    <li>
      <div className="row-main">
        <span>
          {words.consent.title(words.consent[kind])}{' '}
          <StatusTag tone={tones[state]}>{words.account.consentStates[state]}</StatusTag>
        </span>
        <span className="jz-soft">{words.account.consentAbout[kind]}</span>
      </div>
      {state !== 'given' && <GiveConsent kind={kind} />}
      {state === 'given' && kind === 'id_card' && <WithdrawConsent openOrders={openOrders} />}
      {state === 'given' && kind !== 'id_card' && (
        <Link href={paths.accountTab('data')}>{words.account.consentEndsWithAccount}</Link>
      )}
    </li>
  );
}

function Ledger() {
  const words = useWords();
  const language = useLanguage();
  const query = useRead('accounts.consents', {});
  return (
    <Section title={words.account.consentsPast}>
      <p className="jz-soft">{words.account.consentsLead}</p>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="jz-soft">{words.account.noConsents}</li>}
            {items.map((consent) => (
              <li key={consent.id}>
                <div className="row-main">
                  <span>{words.consent.title(words.consent[consent.kind])}</span>
                  <span className="jz-soft">
                    {words.consent.version(consent.version)} · {words.account.givenAt}{' '}
                    {showTime(consent.givenAt, language)}
                    {consent.withdrawnAt &&
                      ` · ${words.account.withdrawnAt} ${showTime(consent.withdrawnAt, language)}`}
                  </span>
                </div>
                {consent.order && (
                  <span>
                    {words.account.forOrder} <Link href={paths.order(consent.order)}>{consent.order}</Link>
                  </span>
                )}
                <GivenText consent={consent} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
