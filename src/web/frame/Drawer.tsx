import { Drawer as Panel } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../ui/i18n.ts';
import { useStill } from '../../ui/keys.ts';
import { usePlace } from '../../ui/place.ts';
import { SectionLinks } from './Side.tsx';
import { frameTexts } from './text.ts';

/** All sections, from the side, on a phone. */
export function Drawer({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useTexts(frameTexts);
  const { path } = usePlace();
  useStill(open);
  const shut = useRef(close);
  useEffect(() => {
    shut.current = close;
  });
  useEffect(() => shut.current(), [path]);
  return (
    <Panel open={open} onClose={close} placement="right" size={280} title={t('menu')}>
      <nav className="tc-drawer" aria-label={t('mainMenu')}>
        <SectionLinks />
      </nav>
    </Panel>
  );
}
