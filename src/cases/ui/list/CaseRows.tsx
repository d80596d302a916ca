import type { ListViewProps } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import type { CaseRow } from '../answers.ts';
import { casePath } from '../places.ts';

/** A list of cases; each row opens its case. */
export function CaseRows(props: Omit<ListViewProps<CaseRow>, 'rowKey' | 'rowName' | 'href'>) {
  return <ListView {...props} rowKey={(row) => row.id} rowName={(row) => `${row.number} ${row.title}`} href={(row) => casePath(row.id)} />;
}
