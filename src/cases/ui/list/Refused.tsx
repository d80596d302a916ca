import { useTexts } from '../../../ui/i18n.ts';
import { listTexts } from '../text/list.ts';

export interface RefusedRow {
  readonly number: string;
  readonly why: string;
}

/** Which of several were refused, and why. */
export function Refused({ rows }: { readonly rows: readonly RefusedRow[] }) {
  const t = useTexts(listTexts);
  if (rows.length === 0) return null;
  return (
    <ul className="cs-refused" role="alert">
      {rows.map((row) => (
        <li key={row.number}>{t('bulkRefused', { number: row.number, why: row.why })}</li>
      ))}
    </ul>
  );
}
