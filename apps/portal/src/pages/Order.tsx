import { Link } from '@jiesuo/ui';
import { Loaded } from '../parts/Failure.tsx';
import { InvoiceSection } from '../parts/invoices/InvoiceSection.tsx';
import { DeletionNotice } from '../parts/orders/DeletionNotice.tsx';
import { OrderFacts } from '../parts/orders/OrderFacts.tsx';
import { OrderHead } from '../parts/orders/OrderHead.tsx';
import { OrderMaterials } from '../parts/orders/OrderMaterials.tsx';
import { OrderTimeline } from '../parts/orders/OrderTimeline.tsx';
import { Resend } from '../parts/orders/Resend.tsx';
import { ResetNotice } from '../parts/orders/ResetNotice.tsx';
import { SafetyNotice } from '../parts/orders/SafetyNotice.tsx';
import { Page } from '../parts/Page.tsx';
import { useOrderNumber } from '../parts/useOrderNumber.ts';
import { paths } from '../paths.ts';
import { useRead } from '../queries.ts';
import { useWords } from '../words/index.ts';

export function OrderPage() {
  const words = useWords();
  const number = useOrderNumber();
  const query = useRead('orders.get', { number });
  return (
    <Page
      title={words.order.title(number)}
      extra={<Link href={paths.orders(query.data?.status === 'unpaid' ? 'unpaid' : 'paid')}>{words.order.back}</Link>}
    >
      <Loaded query={query}>
        {(order) => (
          <>
            <OrderHead order={order} />
            <SafetyNotice order={order} />
            <DeletionNotice order={order} />
            <ResetNotice order={order} />
            {order.status === 'rejected' ? (
              <Resend order={order} />
            ) : (
              !order.deletion && <OrderMaterials order={order} />
            )}
            <OrderFacts order={order} />
            <InvoiceSection order={order} />
            <OrderTimeline entries={order.timeline} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
