import { Facts, Link, showFen, showTime, useLanguage } from '@jiesuo/ui';
import { Checkbox } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';
import { OrderStatusTag } from './OrderStatusTag.tsx';
import { mayCancel, type OrderListProps } from './orderChoice.ts';
import { RowActions } from './RowActions.tsx';

/** The same list for narrow screens, where a table would hide its buttons. */
export function OrderCards({ orders, emptyText, selected, onSelect, onCancel }: OrderListProps) {
  const { orders: words } = useWords();
  const language = useLanguage();
  if (orders.length === 0) return <p className="jz-soft empty">{emptyText}</p>;
  return (
    <ul className="cards" aria-label={words.list}>
      {orders.map((order) => (
        <li key={order.number}>
          <div className="card-head">
            <Checkbox
              aria-label={words.select(order.number)}
              disabled={!mayCancel(order)}
              checked={selected.includes(order.number)}
              onChange={(event) =>
                onSelect(
                  event.target.checked
                    ? [...selected, order.number]
                    : selected.filter((number) => number !== order.number),
                )
              }
            />
            <Link href={paths.order(order.number)}>{order.number}</Link>
            <OrderStatusTag status={order.status} />
          </div>
          <Facts
            facts={[
              [words.customer, order.customerName],
              [words.serial, order.ukeySerial],
              [words.fee, showFen(order.feeFen)],
              [words.created, showTime(order.createdAt, language)],
            ]}
          />
          <RowActions order={order} onCancel={onCancel} />
        </li>
      ))}
    </ul>
  );
}
