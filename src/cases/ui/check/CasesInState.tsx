import { type ReactNode, useMemo } from 'react';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import type { Column } from '../../../ui/list.ts';
import { useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { listCases } from '../../api.ts';
import type { CaseState } from '../../schema/words.ts';
import type { CaseRow } from '../answers.ts';
import '../cases.css';
import { CaseRows } from '../list/CaseRows.tsx';
import { FilterBar } from '../list/FilterBar.tsx';
import { filtersOf, type Sort } from '../list/filters.ts';

interface CasesInStateProps {
  /** Names the list for what is remembered of it. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly state: CaseState;
  /** Another order than the one of the address. */
  readonly sort?: Sort;
  /** Asked again every so many milliseconds. */
  readonly every?: number;
  readonly columns: readonly Column<CaseRow>[];
  readonly empty: ReactNode;
}

/** A page of the cases in one state; every other filter is free. */
export function CasesInState({ name, title, note, state, sort, every, columns, empty }: CasesInStateProps) {
  const { query } = usePlace();
  const asked = useMemo(() => ({ ...filtersOf(query), state, ...(sort ? { sort } : {}) }), [query, state, sort]);
  const pages = usePages(listCases, asked, every ? { every } : {});
  const { shown, chooser } = useListColumns(name, columns);
  return (
    <div className="cs-page">
      <PageHead title={title} note={note}>
        <ColumnChooser {...chooser} />
      </PageHead>
      <FilterBar hide={['state']} ordered={sort !== undefined} />
      <CaseRows name={name} label={title} pages={pages} columns={columns} shown={shown} empty={empty} />
    </div>
  );
}
