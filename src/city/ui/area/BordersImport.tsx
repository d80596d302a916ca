import { Button, Checkbox, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useAct } from '../../../ui/query.ts';
import { areasImport } from '../../api.ts';
import { areaTexts } from '../area-text.ts';
import { useJoining } from '../../../ui/joining.ts';

type Plan = AnswerOf<typeof areasImport>;

/** Borders from a GeoJSON file: what would change first, then the import. */
export function BordersImport({ onDone }: { readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(areasImport);
  const input = useRef<HTMLInputElement>(null);
  const [collection, setCollection] = useState<unknown>(null);
  const [coordinates, setCoordinates] = useState<'wgs84' | 'gcj02'>('wgs84');
  const [turnRings, setTurnRings] = useState(false);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const ask = async (file: unknown, preview: boolean) => act.run({ collection: file, coordinates, turnRings, preview });
  const look = async (file: unknown) => {
    setPlan(null);
    const seen = await ask(file, true);
    if (seen) setPlan(seen.answer);
  };
  const read = async (file: File) => {
    const parsed: unknown = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    setUnreadable(parsed === null);
    setCollection(parsed);
    if (parsed !== null) await look(parsed);
  };
  const write = async () => {
    const done = await ask(collection, false);
    if (done) onDone(t('importDone', { created: done.answer.created.length, changed: done.answer.changed.length }));
  };
  return (
    <div className="tc-stack">
      <p className="tc-hint">{t('importHint')}</p>
      <Radio.Group
        aria-label={t('importCoordinates')}
        value={coordinates}
        onChange={({ target }) => setCoordinates(target.value === 'gcj02' ? 'gcj02' : 'wgs84')}
      >
        <Radio value="wgs84">{t('wgs84')}</Radio>
        <Radio value="gcj02">{t('gcj02')}</Radio>
      </Radio.Group>
      <Checkbox checked={turnRings} onChange={({ target }) => setTurnRings(target.checked)}>
        {t('importTurn')}
      </Checkbox>
      <Button icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
        {t('importFile')}
      </Button>
      <input
        ref={input}
        type="file"
        className="tc-unseen"
        tabIndex={-1}
        aria-label={t('importFile')}
        accept=".geojson,.json,application/geo+json,application/json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void read(file);
          currentTarget.value = '';
        }}
      />
      {unreadable ? <p role="alert">{t('importNotJson')}</p> : null}
      <FormErrors problem={act.problem} />
      {collection !== null ? (
        <Button loading={act.busy} onClick={() => void look(collection)}>
          {t('importPreview')}
        </Button>
      ) : null}
      {plan ? <PlanWords plan={plan} busy={act.busy} write={() => void write()} /> : null}
    </div>
  );
}

function PlanWords({ plan, busy, write }: { readonly plan: Plan; readonly busy: boolean; readonly write: () => void }) {
  const t = useTexts(areaTexts);
  const join = useJoining();
  const { features, created, changed, same } = plan;
  const some = (names: readonly string[]) => join.names(names.slice(0, 30)) + (names.length > 30 ? '…' : '');
  return (
    <>
      <output>
        <strong>{t('importWould', { features, created: created.length, changed: changed.length, same })}</strong>
      </output>
      {created.length > 0 ? <p>{t('importCreated', { names: some(created) })}</p> : null}
      {changed.length > 0 ? <p>{t('importChanged', { names: some(changed) })}</p> : null}
      {created.length + changed.length > 0 ? (
        <Button type="primary" loading={busy} onClick={write}>
          {t('importDo')}
        </Button>
      ) : null}
    </>
  );
}
