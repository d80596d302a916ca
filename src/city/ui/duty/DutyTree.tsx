import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import { uiTexts } from '../../../ui/text.ts';
import { areaTexts } from '../area-text.ts';
import type { Group, Standing } from './lines.ts';

interface DutyTreeProps {
  readonly groups: readonly Group[];
  readonly at: string | null;
  readonly choose: (id: string) => void;
  readonly more: (() => void) | undefined;
}

/** Compounds by block, each with its person, or that there is none. */
export function DutyTree({ groups, at, choose, more }: DutyTreeProps) {
  const ui = useTexts(uiTexts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div ref={box}>
      {groups.map((group) => (
        <section key={group.id}>
          {group.name ? <h2>{group.name}</h2> : null}
          <ul>
            {group.standings.map((standing) => (
              <TreeLine key={standing.line.area.id} standing={standing} on={standing.line.area.id === at} choose={choose} />
            ))}
          </ul>
        </section>
      ))}
      {more ? (
        <Button size="small" onClick={more}>
          {ui('more')}
        </Button>
      ) : null}
    </div>
  );
}

function TreeLine({
  standing: { line, overdue },
  on,
  choose,
}: {
  readonly standing: Standing;
  readonly on: boolean;
  readonly choose: (id: string) => void;
}) {
  const t = useTexts(areaTexts);
  return (
    <li>
      <button type="button" className={on ? 'tc-on' : undefined} aria-current={on} onClick={() => choose(line.area.id)}>
        <span>{line.area.name}</span>
        {line.responsible ? <small>{line.responsible.person.name}</small> : null}
        {overdue ? (
          <StateTag tone="over" icon="over">
            {t('overdueN', { n: overdue })}
          </StateTag>
        ) : null}
        {line.responsible ? null : (
          <StateTag tone="warn" icon="vacant">
            {t('vacant')}
          </StateTag>
        )}
      </button>
    </li>
  );
}
