import { useTexts } from '../../../ui/i18n.ts';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';

export function CompoundFacts({ area: { compound } }: { readonly area: AreaFull }) {
  const t = useTexts(areaTexts);
  if (!compound) return <p className="tc-hint">{t('noneYet')}</p>;
  const facts = [
    [t('buildings'), compound.buildings],
    [t('households'), compound.households],
    [t('builtYear'), compound.builtYear ?? '—'],
    [t('propertyManager'), compound.propertyManager ?? t('noProperty')],
    [t('residentUnit'), compound.residentUnit?.name ?? t('none')],
    ...(compound.keyCompound ? [[t('keyCompound'), '✓']] : []),
    ...(compound.note ? [[t('note'), compound.note]] : []),
  ];
  return (
    <dl className="tc-facts">
      {facts.map(([name, value]) => (
        <div key={name} className="tc-fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
