import { mobileChangeWords, orderStatusWords } from '@jiesuo/contract';
import { Facts, Link, Loading, MaterialViewerButton, Notice, Page, Section, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Answer, asked, paperOf } from '../api.ts';
import { Decide } from '../parts/mobileChanges/Decide.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Change = Answer<'mobileChanges.inspect'>;

/** One request: what was asked for, by whom, with which paper, and who decided what. */
export function MobileChange() {
  const { number: id = '' } = useParams({ strict: false });
  const words = useWords();
  // Each look is recorded: asked once for each visit, not whenever the window comes to the front.
  const change = useQuery({
    ...asked('mobileChanges.inspect', { id }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return (
    <Page
      key={id}
      title={change.data ? words.mobileChanges.detail(change.data.organisation) : words.mobileChanges.title}
      site={words.console}
      extra={change.data && <Decide change={change.data} />}
    >
      <Refusal error={change.error} onRetry={() => void change.refetch()} />
      {change.data ? <Detail change={change.data} /> : change.isPending && <Loading />}
    </Page>
  );
}

function Detail({ change }: { change: Change }) {
  const { mobileChanges: words, said } = useWords();
  const language = useLanguage();
  const time = (at: string | null) => at && showTime(at, language);
  return (
    <>
      <Standing change={change} />
      <Section title={words.request}>
        <Facts
          facts={[
            [words.state, mobileChangeWords[change.state][language]],
            [words.organisation, change.organisation],
            [words.contact, change.contact],
            [words.registered, time(change.registeredAt)],
            [words.from, change.oldMobile],
            [words.to, change.newMobile],
            [words.reason, change.reason],
            [words.askedAt, time(change.askedAt)],
            [words.onRecord, change.onRecord.join(said.comma) || said.none],
            [words.paper, <Paper key="paper" change={change} />],
          ]}
        />
        <p className="jz-soft">{words.onRecordHint}</p>
      </Section>
      {change.firstBy && (
        <Section title={words.decisions}>
          <Facts
            facts={[
              [words.firstBy, change.firstBy],
              [words.firstReason, change.firstReason],
              [words.secondBy, change.decidedBy],
              [words.secondReason, change.decidedReason],
              [words.resetFrom, time(change.resetFrom)],
            ]}
          />
        </Section>
      )}
      <Orders change={change} />
    </>
  );
}

function Standing({ change }: { change: Change }) {
  const { mobileChanges: words } = useWords();
  const { may } = useMe();
  if (change.isOwn) return <Notice tone="warn">{words.own}</Notice>;
  if (change.state !== 'confirming' || change.mayConfirm) return null;
  return <Notice>{may('mobileChanges.confirm') ? words.needsOther : words.needsSupervisor}</Notice>;
}

function Paper({ change }: { change: Change }) {
  const { mobileChanges: words } = useWords();
  if (change.paperPages === 0) return words.paperNone;
  return (
    <MaterialViewerButton
      label={words.paperView}
      name={`${words.paper} ${change.organisation}`}
      pages={change.paperPages}
      src={paperOf(change.id)}
    />
  );
}

function Orders({ change }: { change: Change }) {
  const words = useWords();
  const language = useLanguage();
  const { may } = useMe();
  if (change.orders.length === 0) return null;
  return (
    <Section title={words.mobileChanges.orders}>
      <ul className="jc-plain">
        {change.orders.map(({ number, customerName, status }) => (
          <li key={number}>
            {may('reviews.inspect') ? <Link href={paths.order(number)}>{number}</Link> : number} {customerName}{' '}
            {orderStatusWords[status][language]}
          </li>
        ))}
      </ul>
    </Section>
  );
}
