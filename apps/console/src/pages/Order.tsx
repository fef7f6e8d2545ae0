import { mayMove } from '@jiesuo/contract';
import { Link, Loading, Notice, Page, saveFile } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { asked } from '../api.ts';
import { useAct } from '../asking.ts';
import { OrderFacts } from '../parts/OrderFacts.tsx';
import { ReasonedAct } from '../parts/ReasonedAct.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { isShut, Locked } from '../parts/retention/Locked.tsx';
import { Checks } from '../parts/review/Checks.tsx';
import { Comparison } from '../parts/review/Comparison.tsx';
import { MaterialTabs } from '../parts/review/MaterialTabs.tsx';
import { History, Timeline } from '../parts/review/Past.tsx';
import { Risk } from '../parts/review/Risk.tsx';
import type { Inspected } from '../parts/review/verdicts.ts';
import { firstView } from '../parts/review/view.ts';
import { useMe } from '../parts/session/me.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

export function Order() {
  const { number = '' } = useParams({ strict: false });
  const words = useWords();
  const order = useQuery({ ...asked('reviews.inspect', { number }), gcTime: 0 });
  return (
    <Page
      key={number}
      title={words.order.detail(number)}
      site={words.console}
      extra={order.data && <Acts order={order.data} />}
    >
      <Refusal error={order.error} onRetry={() => void order.refetch()} />
      {order.data ? <Detail order={order.data} /> : order.isPending && <Loading />}
    </Page>
  );
}

function Detail({ order }: { order: Inspected }) {
  if (isShut(order))
    return (
      <>
        <Locked order={order} />
        <OrderFacts order={order} />
        <Timeline order={order} />
      </>
    );
  return (
    <>
      <Locked order={order} />
      <OrderFacts order={order} />
      <Checks order={order} />
      <Risk number={order.number} />
      <div className="jc-desk">
        <Comparison order={order} />
        <Materials order={order} />
        <div className="jc-verdicts">
          <Timeline order={order} />
          <History order={order} />
        </div>
      </div>
    </>
  );
}

function Materials({ order }: { order: Inspected }) {
  const words = useWords();
  const [chosen, setChosen] = useState(0);
  const [view, setView] = useState(firstView);
  const reason = order.materials[chosen]?.reason;
  return (
    <div>
      <MaterialTabs
        materials={order.materials}
        mayView={order.mayViewMaterials}
        verdictOf={(m) => ({ verdict: m.verdict, reason: m.reason ?? '', ...(m.region ? { region: m.region } : {}) })}
        chosen={chosen}
        onChoose={(index) => {
          setChosen(index);
          setView(firstView);
        }}
        view={view}
        onView={setView}
        marking={undefined}
      />
      {reason && (
        <Notice tone="warn" title={words.review.reason}>
          {reason}
        </Notice>
      )}
    </div>
  );
}

/** What this person may do with the order now, by duty and by the table of states. */
const orderReads = ['reviews.inspect', 'orders.search', 'reviews.queue'] as const;

function Acts({ order }: { order: Inspected }) {
  const words = useWords();
  const me = useMe();
  const { number, status } = order;
  const evidence = useAct('orders.evidenceCopy');
  return (
    <>
      {status === 'in_review' && me.may('reviews.take') && (
        <Link href={paths.review(number)}>{words.order.review}</Link>
      )}
      {order.hasEvidence && !isShut(order) && me.may('orders.evidenceCopy') && (
        <>
          <Button
            loading={evidence.isPending}
            onClick={() =>
              evidence.mutate({ number, as: 'pdf' }, { onSuccess: (file) => saveFile(file, `${number}.pdf`) })
            }
          >
            {words.order.evidencePdf}
          </Button>
          <Button
            loading={evidence.isPending}
            onClick={() =>
              evidence.mutate({ number, as: 'json' }, { onSuccess: (file) => saveFile(file, `${number}.json`) })
            }
          >
            {words.order.evidence}
          </Button>
        </>
      )}
      {mayMove('withdraw', status) && me.may('orders.withdraw') && (
        <ReasonedAct
          name="orders.withdraw"
          field="reason"
          input={(reason) => ({ number, reason })}
          refreshes={orderReads}
          label={words.orders.withdraw}
          lead={words.orders.withdrawText}
          done={words.orders.done}
        />
      )}
      {status === 'awaiting_reset' && order.ceremony && me.may('orders.restoreAuthorisations') && (
        <ReasonedAct
          name="orders.restoreAuthorisations"
          field="reason"
          input={(reason) => ({ number, reason })}
          refreshes={orderReads}
          label={words.orders.restore}
          lead={words.orders.restoreText}
          done={words.orders.done}
        />
      )}
      {mayMove('close', status) && me.may('orders.close') && (
        <ReasonedAct
          name="orders.close"
          field="reason"
          input={(reason) => ({ number, reason })}
          refreshes={orderReads}
          label={words.orders.close}
          lead={words.orders.closeText}
          done={words.orders.done}
          isDangerous
          button={{ danger: true }}
        />
      )}
      <Refusal error={evidence.error} />
    </>
  );
}
