import { type OrderTab, orderTabs } from '@jiesuo/contract';
import { useGo } from '@jiesuo/ui';
import { useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { OrderList } from '../parts/orders/OrderList.tsx';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words/index.ts';

const names = ['unpaid', 'paid', 'all'] as const satisfies readonly OrderTab[];
const isTab = (tab: unknown): tab is OrderTab => typeof tab === 'string' && tab in orderTabs;

/** 我的订单. The tab stands in the address; what is searched for does not, as it may be a name. */
export function Orders() {
  const words = useWords();
  const go = useGo();
  const search: { tab?: unknown } = useSearch({ strict: false });
  const tab = isTab(search.tab) ? search.tab : 'unpaid';
  return (
    <Page title={words.menu.orders}>
      <div className="jz-section">
        <Tabs
          activeKey={tab}
          onChange={(next) => go(paths.orders(next))}
          destroyOnHidden
          items={names.map((name) => ({
            key: name,
            label: words.orders.tabs[name],
            children: <OrderList key={name} tab={name} />,
          }))}
        />
      </div>
    </Page>
  );
}
