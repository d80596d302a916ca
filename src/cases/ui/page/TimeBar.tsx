import { useDates, leftWords } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { clockNames, limitUnits } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { pageTexts } from '../text/page.ts';
import { hours, type Piece, piecesOf, sharesOf, shownClocks } from './clock.ts';

/** What is left and until when; below it a bar with what each step used and every pause hatched. */
export function TimeBar({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const pieces = piecesOf(view.clocks);
  const shares = sharesOf(pieces);
  const say = (piece: Piece) => {
    const clock = word(clockNames[piece.clock]);
    if (piece.kind === 'paused') return t('barPaused', { n: hours(piece.minutes), why: piece.why });
    return piece.kind === 'left' ? t('barLeft', { n: hours(piece.minutes) }) : t('barUsed', { clock, n: hours(piece.minutes) });
  };
  const extensions = view.clocks.flatMap((clock) => clock.extensions);
  return (
    <div className="cs-clock">
      <Headline view={view} />
      {view.provisional ? <p className="cs-quiet">{c('provisionalHint')}</p> : null}
      {pieces.length > 0 ? (
        <>
          <p className="tc-unseen">{pieces.map(say).join(' · ')}</p>
          <div className="cs-bar" aria-hidden="true">
            {pieces.map((piece, index) => (
              <i
                key={`${piece.clock}${piece.kind}`}
                className={`cs-bar-${piece.kind}`}
                style={{ width: `${shares[index] ?? 0}%` }}
                title={say(piece)}
              />
            ))}
          </div>
          <Legend view={view} />
        </>
      ) : null}
      {extensions.map((extension) => (
        <p key={extension.at} className="cs-quiet cs-small">
          {t('extended', { n: extension.extra.amount, unit: word(limitUnits[extension.extra.unit]), why: extension.why })}
        </p>
      ))}
      {view.firstResolutionMinutes !== null ? (
        <p className="cs-quiet cs-small">{t('firstResolution', { n: hours(view.firstResolutionMinutes) })}</p>
      ) : null}
      {view.totalResolutionMinutes !== null && view.totalResolutionMinutes !== view.firstResolutionMinutes ? (
        <p className="cs-quiet cs-small">{t('totalResolution', { n: hours(view.totalResolutionMinutes) })}</p>
      ) : null}
    </div>
  );
}

function Headline({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const { clock, remainingMinutes, dayMinutes, dueAt, paused } = view;
  if (!clock || (remainingMinutes === null && !paused))
    return <p className="cs-clock-head">{t(view.closedAt ? 'clockEnded' : 'clockNone')}</p>;
  const name = word(clockNames[clock]);
  const over = remainingMinutes !== null && remainingMinutes < 0;
  const left = remainingMinutes === null ? '' : leftWords({ minutes: remainingMinutes, dayMinutes });
  const held = over ? t('clockPausedLate', { clock: name, late: left }) : t('clockPaused', { clock: name });
  return (
    <>
      <p className={`cs-clock-head${over ? ' cs-over' : ''}`}>{paused ? held : `${name} ${left}`}</p>
      {dueAt && (over || !paused) ? (
        <p className="cs-quiet">
          {t(over ? 'clockWas' : 'clockUntil', { at: shortTime(dueAt) })}
          {view.provisional ? ` · ${c('provisional')}` : ''}
        </p>
      ) : null}
    </>
  );
}

function Legend({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const word = useWord();
  return (
    <ul className="cs-legend">
      {shownClocks(view.clocks).flatMap((clock) => [
        <li key={clock.clock}>
          <span>{t('used', { clock: word(clockNames[clock.clock]), n: hours(clock.usedMinutes) })}</span>
          <small>
            {t('limit', { n: hours(clock.limitMinutes) })}
            {clock.onTime || clock.running ? '' : ` · ${t('late')}`}
          </small>
        </li>,
        ...(clock.pausedMinutes > 0
          ? [
              <li key={`${clock.clock}-paused`}>
                <span>{t('pausedOf', { n: hours(clock.pausedMinutes) })}</span>
                <small>{clock.pauses.at(-1)?.why}</small>
              </li>,
            ]
          : []),
      ])}
    </ul>
  );
}
