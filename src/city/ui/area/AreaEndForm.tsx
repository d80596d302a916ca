import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { areaEnd } from '../../api.ts';
import type { AreaFull } from '../answers.ts';
import { EndForm } from '../EndForm.tsx';
import { areaTexts } from '../area-text.ts';

export function AreaEndForm({ area, onDone }: { readonly area: AreaFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(areaEnd);
  const bound = { ...act, run: (input: { endedOn?: string }) => act.run({ areaId: area.id, revision: area.revision, ...input }) };
  return <EndForm act={bound} hint={t('areaEndHint')} words={t('areaEnd')} onDone={() => onDone(t('areaEnded', { name: area.name }))} />;
}
