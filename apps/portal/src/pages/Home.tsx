import type { OrderLine } from '@jiesuo/contract';
import { Icon, Link, Section, showDate, useGo, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { Failure } from '../parts/Failure.tsx';
import { NextButton } from '../parts/orders/NextButton.tsx';
import { OrderStatusTag } from '../parts/orders/OrderStatusTag.tsx';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { useMe, useRead, useSettings } from '../queries.ts';
import { useWords } from '../words/index.ts';

const tiles = [
  ['reset', paths.read, 'key'],
  ['orders', paths.orders(), 'orders'],
  ['account', paths.account, 'person'],
  ['help', paths.help(), 'help'],
] as const;

export function Home() {
  const words = useWords();
  const me = useMe();
  return (
    <Page title={words.home.hello(me.contact)} lead={me.organisation}>
      <ul className="tiles">
        {tiles.map(([name, href, icon]) => (
          <li key={name}>
            <Link href={href}>
              <span className="tile-icon">
                <Icon name={icon} size={26} />
              </span>
              <strong>{words.menu[name]}</strong>
              <span className="jz-soft">{words.home.tiles[name]}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Waiting />
      <Notices />
    </Page>
  );
}

const waits = (order: OrderLine) => ['unpaid', 'rejected', 'awaiting_reset'].includes(order.status);

function Waiting() {
  const words = useWords();
  const go = useGo();
  const draft = useRead('drafts.get', {});
  const unpaid = useRead('orders.list', { tab: 'unpaid', limit: 5 });
  const paid = useRead('orders.list', { tab: 'paid', limit: 20 });
  const orders = [...(unpaid.data?.items ?? []), ...(paid.data?.items ?? [])].filter(waits);
  const kept = draft.data?.draft;
  const error = draft.error ?? unpaid.error ?? paid.error;
  const isKnown = draft.data && unpaid.data && paid.data;
  return (
    <Section title={words.home.waiting}>
      <Failure error={error} />
      {isKnown && !kept && orders.length === 0 && <p className="jz-soft">{words.home.nothingWaits}</p>}
      <ul className="rows">
        {kept && (
          <li>
            <div className="row-main">
              <strong>{words.home.draft}</strong>
              <span className="jz-soft">{words.home.draftHint(kept.form.customerName)}</span>
            </div>
            <Button type="primary" onClick={() => go(kept.ukey ? paths.form : paths.read)}>
              {words.home.goOn}
            </Button>
          </li>
        )}
        {orders.map((order) => (
          <li key={order.number}>
            <div className="row-main">
              <span>
                <Link href={paths.order(order.number)}>{order.number}</Link> <OrderStatusTag status={order.status} />
              </span>
              <span className="jz-soft">{order.customerName}</span>
            </div>
            <NextButton order={order} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Notices() {
  const words = useWords();
  const language = useLanguage();
  const notices = useSettings()?.notices ?? [];
  return (
    <Section title={words.home.notices}>
      {notices.length === 0 && <p className="jz-soft">{words.home.noNotices}</p>}
      {notices.map((notice) => (
        <article key={notice.id} className="notice-item">
          <h3>{notice.title[language]}</h3>
          <time className="jz-soft" dateTime={notice.publishedAt}>
            {showDate(notice.publishedAt, language)}
          </time>
          <p className="jz-said">{notice.body[language]}</p>
        </article>
      ))}
    </Section>
  );
}
