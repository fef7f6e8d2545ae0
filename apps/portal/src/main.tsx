import { ErrorBoundary, GoContext, Kit } from '@jiesuo/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak, whenLogInRequired } from './api.ts';
import './portal.css';
import { queryClient, settings } from './queries.ts';
import { router } from './router.tsx';
import { expiry } from './session.ts';

whenLogInRequired(expiry.note);
void queryClient.prefetchQuery(settings());

const go = (href: string) => {
  router.history.push(href);
};

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <Kit onLanguage={speak}>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <GoContext value={go}>
            <RouterProvider router={router} />
          </GoContext>
        </QueryClientProvider>
      </ErrorBoundary>
    </Kit>
  </StrictMode>,
);
