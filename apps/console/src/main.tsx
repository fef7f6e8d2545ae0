import { GoContext, Kit } from '@jiesuo/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from './api.ts';
import { createAsking } from './asking.ts';
import './console.css';
import { setSessionOver } from './parts/session/over.ts';
import { createConsoleRouter } from './routes.tsx';

const asking = createAsking(() => setSessionOver(true));
const router = createConsoleRouter(asking);
const go = (href: string) => router.history.push(href);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Kit onLanguage={speak}>
      <QueryClientProvider client={asking}>
        <GoContext value={go}>
          <RouterProvider router={router} />
        </GoContext>
      </QueryClientProvider>
    </Kit>
  </StrictMode>,
);
