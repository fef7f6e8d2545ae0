import { RefusalError } from '@jiesuo/contract';
import { Loading } from '@jiesuo/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { noteLink } from './link.ts';
import { NotFoundAlone } from './pages/NotFound.tsx';
import { PageFailed } from './parts/PageFailed.tsx';
import { paths, patterns, safeReturn } from './paths.ts';
import { me, queryClient } from './queries.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundAlone });

const outside = createRoute({
  getParentRoute: () => root,
  id: 'outside',
  component: lazy(() => import('./parts/EntryFrame.tsx'), 'EntryFrame'),
});
const logIn = createRoute({
  getParentRoute: () => outside,
  path: patterns.logIn,
  validateSearch: (search) => ({ returnTo: safeReturn(search['returnTo']) }),
  component: lazy(() => import('./pages/LogIn.tsx'), 'LogIn'),
});
const register = createRoute({
  getParentRoute: () => outside,
  path: patterns.register,
  component: lazy(() => import('./pages/Register.tsx'), 'Register'),
});
const forgotPassword = createRoute({
  getParentRoute: () => outside,
  path: patterns.forgotPassword,
  component: lazy(() => import('./pages/ForgotPassword.tsx'), 'ForgotPassword'),
});

const stop = createRoute({
  getParentRoute: () => outside,
  path: patterns.stop,
  component: lazy(() => import('./pages/Stop.tsx'), 'Stop'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    // Kept first, so that it is still there after log-in or registration; its address is shown to nobody again.
    if (location.pathname === patterns.read && noteLink(location.searchStr))
      throw redirect({ href: patterns.read, replace: true });
    try {
      await queryClient.ensureQueryData(me());
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'log_in_required')
        throw redirect({ href: paths.logIn(location.href), replace: true });
      throw error;
    }
  },
  component: lazy(() => import('./parts/Frame.tsx'), 'Frame'),
});
const home = createRoute({
  getParentRoute: () => inside,
  path: patterns.home,
  component: lazy(() => import('./pages/Home.tsx'), 'Home'),
});
const readUkey = createRoute({
  getParentRoute: () => inside,
  path: patterns.read,
  component: lazy(() => import('./pages/ReadUkey.tsx'), 'ReadUkey'),
});
const fillForm = createRoute({
  getParentRoute: () => inside,
  path: patterns.form,
  component: lazy(() => import('./pages/FillForm.tsx'), 'FillForm'),
});
const checkDraft = createRoute({
  getParentRoute: () => inside,
  path: patterns.check,
  component: lazy(() => import('./pages/CheckDraft.tsx'), 'CheckDraft'),
});
const orders = createRoute({
  getParentRoute: () => inside,
  path: patterns.orders,
  component: lazy(() => import('./pages/Orders.tsx'), 'Orders'),
});
const order = createRoute({
  getParentRoute: () => inside,
  path: patterns.order,
  component: lazy(() => import('./pages/Order.tsx'), 'OrderPage'),
});
const pay = createRoute({
  getParentRoute: () => inside,
  path: patterns.pay,
  component: lazy(() => import('./pages/Pay.tsx'), 'Pay'),
});
const reset = createRoute({
  getParentRoute: () => inside,
  path: patterns.reset,
  component: lazy(() => import('./pages/Reset.tsx'), 'Reset'),
});
const done = createRoute({
  getParentRoute: () => inside,
  path: patterns.done,
  component: lazy(() => import('./pages/Done.tsx'), 'Done'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: patterns.account,
  beforeLoad: () => {
    throw redirect({ href: paths.accountTab('addresses'), replace: true });
  },
});
const accountTab = createRoute({
  getParentRoute: () => inside,
  path: patterns.accountTab,
  component: lazy(() => import('./pages/Account.tsx'), 'AccountPage'),
});
const help = createRoute({
  getParentRoute: () => root,
  path: patterns.help,
  // 帮助 is for everyone: its frame shows the menu only to a person who is logged in.
  beforeLoad: async () => {
    await queryClient.ensureQueryData(me()).catch(() => undefined);
  },
  component: lazy(() => import('./pages/Help.tsx'), 'Help'),
});

const download = createRoute({
  getParentRoute: () => root,
  path: patterns.download,
  beforeLoad: async () => {
    await queryClient.ensureQueryData(me()).catch(() => undefined);
  },
  component: lazy(() => import('./pages/Download.tsx'), 'Download'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    outside.addChildren([logIn, register, forgotPassword, stop]),
    inside.addChildren([home, readUkey, fillForm, checkDraft, orders, order, pay, reset, done, account, accountTab]),
    help,
    download,
  ]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: PageFailed,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
