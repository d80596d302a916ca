import { Suspense } from 'react';
import { useAreaContributions } from './contributed.ts';
import { Loading } from './States.tsx';

/** What the slices show about an area, one below the other. */
export function AreaPanels({ areaId, areaName }: { readonly areaId: string; readonly areaName: string }) {
  return useAreaContributions().map(({ Panel }, index) =>
    Panel ? (
      // The list of contributions never changes while the app runs.
      <Suspense key={index} fallback={<Loading rows={2} height={32} />}>
        <Panel areaId={areaId} areaName={areaName} />
      </Suspense>
    ) : null,
  );
}
