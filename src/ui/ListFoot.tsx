import { Button } from 'antd';
import { type RefObject, useEffect, useRef } from 'react';
import { figureText } from './dates.ts';
import { useTexts } from './i18n.ts';
import { uiTexts } from './text.ts';

interface ListFootProps {
  readonly count: number;
  readonly total?: number | null;
  readonly more: (() => void) | undefined;
  readonly loading: boolean;
  /** The box that scrolls. */
  readonly root: RefObject<HTMLDivElement | null>;
}

/** How much is shown of how much; the next page comes by itself before the foot is seen, or by the button. */
export function ListFoot({ count, total, more, loading, root }: ListFootProps) {
  const t = useTexts(uiTexts);
  const foot = useRef<HTMLDivElement>(null);
  const next = useRef(more);
  useEffect(() => {
    next.current = loading ? undefined : more;
  });
  useEffect(() => {
    if (!foot.current) return undefined;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && next.current?.(), {
      root: root.current,
      rootMargin: '400px',
    });
    watch.observe(foot.current);
    return () => watch.disconnect();
  }, [root, count]);
  const said = !more
    ? t('allShown', { n: count })
    : total
      ? t('shownOf', { n: figureText(count), total: figureText(total) })
      : t('shown', { n: figureText(count) });
  return (
    <div className="tc-foot" ref={foot}>
      <span>{loading ? t('loadingMore') : said}</span>
      {more && !loading ? (
        <Button size="small" onClick={more}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
