import { Facts, Icon, Link, Notice, Section } from '@jiesuo/ui';
import { Loaded } from '../parts/Failure.tsx';
import { WayBack } from '../parts/link/WayBack.tsx';
import { Downloads } from '../parts/orders/Downloads.tsx';
import { Page } from '../parts/Page.tsx';
import { useOrderNumber } from '../parts/useOrderNumber.ts';
import { paths } from '../paths.ts';
import { useRead } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** 操作成功, said only of an order that the server holds as completed. */
export function Done() {
  const words = useWords();
  const number = useOrderNumber();
  const query = useRead('orders.get', { number });
  const isDone = query.data?.status === 'completed';
  return (
    <Page
      title={isDone ? words.reset.doneTitle : words.reset.title}
      extra={<Link href={paths.order(number)}>{words.pay.toOrder}</Link>}
    >
      <Loaded query={query}>
        {(order) =>
          order.status === 'completed' ? (
            <Section>
              <div className="done" role="status">
                <Icon name="good" size={56} />
                <p>{words.reset.doneLead}</p>
              </div>
              <Facts
                facts={[
                  [words.orders.customer, order.customerName],
                  [words.orders.serial, order.ukeySerial],
                  [words.apply.certificateSerial, order.certificateSerial],
                ]}
              />
              <ul className="plain-list">
                {words.reset.doneTips.map((tip) => (
                  <li key={tip}>{tip}</li>
                ))}
              </ul>
              <WayBack order={order} />
              <Downloads order={order} />
            </Section>
          ) : (
            <Notice tone="warn">{words.reset.notReady}</Notice>
          )
        }
      </Loaded>
    </Page>
  );
}
