import { Broken, Loading, Notice } from '@jiesuo/ui';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from '@tanstack/react-router';
import { isSessionOver } from './api.ts';
import { Refusal } from './parts/Refusal.tsx';
import { homeFor } from './parts/session/duties.ts';
import { Frame } from './parts/session/Frame.tsx';
import { meAsked } from './parts/session/me.ts';
import { paths, patterns, safeReturn } from './paths.ts';
import { useWords } from './words.ts';

const root = createRootRouteWithContext<{ asking: QueryClient }>()({ component: Outlet });

const logIn = createRoute({
  getParentRoute: () => root,
  path: patterns.logIn,
  component: lazyRouteComponent(() => import('./pages/LogIn.tsx'), 'LogIn'),
});

const firstLogIn = createRoute({
  getParentRoute: () => root,
  path: patterns.firstLogIn,
  component: lazyRouteComponent(() => import('./pages/FirstLogIn.tsx'), 'FirstLogIn'),
});

/** Everything behind log-in. Who is not logged in is asked to, and comes back to the page that was wanted. */
const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.asking.ensureQueryData(meAsked);
      const first = homeFor(me.roles);
      if (location.pathname === patterns.home && first) throw redirect({ href: first, replace: true });
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      throw redirect({ href: paths.logIn(safeReturn(location.pathname)), replace: true });
    }
  },
  component: Frame,
});

const at = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => staff, path, component });

const tree = root.addChildren([
  logIn,
  firstLogIn,
  staff.addChildren([
    createRoute({ getParentRoute: () => staff, path: patterns.home, component: () => null }),
    at(
      patterns.dashboard,
      lazyRouteComponent(() => import('./pages/Dashboard.tsx'), 'Dashboard'),
    ),
    at(
      patterns.queue,
      lazyRouteComponent(() => import('./pages/Queue.tsx'), 'Queue'),
    ),
    at(
      patterns.review,
      lazyRouteComponent(() => import('./pages/Review.tsx'), 'Review'),
    ),
    at(
      patterns.secondReviews,
      lazyRouteComponent(() => import('./pages/SecondReviews.tsx'), 'SecondReviews'),
    ),
    at(
      patterns.mobileChanges,
      lazyRouteComponent(() => import('./pages/MobileChanges.tsx'), 'MobileChanges'),
    ),
    at(
      patterns.mobileChange,
      lazyRouteComponent(() => import('./pages/MobileChange.tsx'), 'MobileChange'),
    ),
    at(
      patterns.orders,
      lazyRouteComponent(() => import('./pages/Orders.tsx'), 'Orders'),
    ),
    at(
      patterns.order,
      lazyRouteComponent(() => import('./pages/Order.tsx'), 'Order'),
    ),
    at(
      patterns.payments,
      lazyRouteComponent(() => import('./pages/Payments.tsx'), 'Payments'),
    ),
    at(
      patterns.payment,
      lazyRouteComponent(() => import('./pages/Payment.tsx'), 'Payment'),
    ),
    at(
      patterns.refunds,
      lazyRouteComponent(() => import('./pages/Refunds.tsx'), 'Refunds'),
    ),
    at(
      patterns.moneyIssues,
      lazyRouteComponent(() => import('./pages/MoneyIssues.tsx'), 'MoneyIssues'),
    ),
    at(
      patterns.invoices,
      lazyRouteComponent(() => import('./pages/Invoices.tsx'), 'Invoices'),
    ),
    at(
      patterns.invoice,
      lazyRouteComponent(() => import('./pages/Invoice.tsx'), 'Invoice'),
    ),
    at(
      patterns.bills,
      lazyRouteComponent(() => import('./pages/Bills.tsx'), 'Bills'),
    ),
    at(
      patterns.custody,
      lazyRouteComponent(() => import('./pages/Custody.tsx'), 'Custody'),
    ),
    at(
      patterns.ukeys,
      lazyRouteComponent(() => import('./pages/Ukeys.tsx'), 'Ukeys'),
    ),
    at(
      patterns.sms,
      lazyRouteComponent(() => import('./pages/Sms.tsx'), 'Sms'),
    ),
    at(
      patterns.audit,
      lazyRouteComponent(() => import('./pages/Audit.tsx'), 'Audit'),
    ),
    at(
      patterns.retention,
      lazyRouteComponent(() => import('./pages/Retention.tsx'), 'Retention'),
    ),
    at(
      patterns.settings,
      lazyRouteComponent(() => import('./pages/Settings.tsx'), 'Settings'),
    ),
    at(
      patterns.texts,
      lazyRouteComponent(() => import('./pages/Texts.tsx'), 'Texts'),
    ),
    at(
      patterns.text,
      lazyRouteComponent(() => import('./pages/Text.tsx'), 'Text'),
    ),
    at(
      patterns.integration,
      lazyRouteComponent(() => import('./pages/Integration.tsx'), 'Integration'),
    ),
    at(
      patterns.staff,
      lazyRouteComponent(() => import('./pages/Staff.tsx'), 'Staff'),
    ),
    at(
      patterns.security,
      lazyRouteComponent(() => import('./pages/Security.tsx'), 'Security'),
    ),
  ]),
]);

export const createConsoleRouter = (asking: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { asking },
    defaultPendingComponent: Loading,
    defaultErrorComponent: NotLoaded,
    defaultNotFoundComponent: NotFound,
  });

function NotLoaded({ error }: { error: unknown }) {
  const router = useRouter();
  const retry = () => void router.invalidate();
  return (
    <div className="jc-alone">
      {error instanceof Error && error.name === 'RefusalError' ? (
        <Refusal error={error} onRetry={retry} />
      ) : (
        <Broken onRetry={retry} />
      )}
    </div>
  );
}

function NotFound() {
  const words = useWords();
  return (
    <div className="jc-alone">
      <Notice>{words.said.notFound}</Notice>
    </div>
  );
}
