import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Look } from '../ui/Look.tsx';
import { queries } from '../ui/query.ts';
import { CityName } from './CityName.tsx';
import { router } from './router.tsx';

export function Workbench() {
  return (
    <Look>
      <QueryClientProvider client={queries}>
        <CityName>
          <RouterProvider router={router} />
        </CityName>
      </QueryClientProvider>
    </Look>
  );
}
