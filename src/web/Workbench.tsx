import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Look } from '../ui/Look.tsx';
import { queries } from '../ui/query.ts';
import { router } from './router.tsx';

export function Workbench() {
  return (
    <Look>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  );
}
