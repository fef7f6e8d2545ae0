import type { OrderLine } from '@jiesuo/contract';
import { Link, showFen, showTime, useLanguage } from '@jiesuo/ui';
import { Checkbox, Table, type TableColumnsType } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';
import { OrderStatusTag } from './OrderStatusTag.tsx';
import { mayCancel, type OrderListProps } from './orderChoice.ts';
import { RowActions } from './RowActions.tsx';

export function OrderTable({ orders, emptyText, selected, onSelect, onCancel }: OrderListProps) {
  const { orders: words } = useWords();
  const language = useLanguage();
  const columns: TableColumnsType<OrderLine> = [
    {
      title: words.number,
      key: 'number',
      render: (_, order) => (
        <>
          <Link href={paths.order(order.number)}>{order.number}</Link>
          <div className="jz-hint">{showTime(order.createdAt, language)}</div>
        </>
      ),
    },
    { title: words.status, key: 'status', render: (_, order) => <OrderStatusTag status={order.status} /> },
    {
      title: words.customer,
      key: 'customer',
      render: (_, order) => (
        <>
          {order.customerName}
          <div className="jz-hint">
            {words.serial} {order.ukeySerial}
          </div>
        </>
      ),
    },
    { title: words.fee, key: 'fee', align: 'right', render: (_, order) => showFen(order.feeFen) },
    {
      title: words.action,
      key: 'action',
      render: (_, order) => <RowActions order={order} onCancel={onCancel} />,
    },
  ];
  const selectable = orders.filter(mayCancel).map(({ number }) => number);
  const isAll = selectable.length > 0 && selectable.every((number) => selected.includes(number));
  return (
    // antd's own scrolling keeps a hidden copy of the header, whose tick could be reached by Tab.
    <div className="table-scroll">
      <Table<OrderLine>
        rowKey="number"
        dataSource={orders}
        columns={columns}
        pagination={false}
        locale={{ emptyText }}
        rowSelection={{
          selectedRowKeys: [...selected],
          onChange: (keys) => onSelect(keys.map(String)),
          columnTitle: (
            <Checkbox
              aria-label={words.selectAll}
              disabled={selectable.length === 0}
              checked={isAll}
              indeterminate={selected.length > 0 && !isAll}
              onChange={(event) => onSelect(event.target.checked ? selectable : [])}
            />
          ),
          getCheckboxProps: (order) => ({ disabled: !mayCancel(order), 'aria-label': words.select(order.number) }),
        }}
      />
    </div>
  );
}
