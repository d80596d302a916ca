import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { AreaContributions } from '../../ui/contributed.ts';
import { useTexts } from '../../ui/i18n.ts';
import { KeyBar } from '../../ui/KeyBar.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PickersContext } from '../../ui/pickers.tsx';
import { usePlace } from '../../ui/place.ts';
import { SaidLine } from '../../ui/SaidLine.tsx';
import { Guard, OfflineLine } from '../../ui/States.tsx';
import { uiTexts } from '../../ui/text.ts';
import { UnsentContext } from '../../ui/unsent.ts';
import { pickers } from '../pickers.ts';
import { areaContributions } from '../screens.ts';
import { unsentFinds } from '../unsent.ts';
import { BottomBar } from './BottomBar.tsx';
import { Drawer } from './Drawer.tsx';
import { Palette } from './Palette.tsx';
import { SessionGate } from './SessionGate.tsx';
import { Side } from './Side.tsx';
import { frameTexts } from './text.ts';
import { Top } from './Top.tsx';
import { useArrival } from './useArrival.ts';

/** The workbench around every page: side, top, page, keys. */
export function Frame() {
  return (
    <SessionGate>
      <AreaContributions value={areaContributions}>
        <PickersContext value={pickers}>
          <UnsentContext value={unsentFinds}>
            <Shell />
          </UnsentContext>
        </PickersContext>
      </AreaContributions>
    </SessionGate>
  );
}

function Shell() {
  const t = useTexts(frameTexts);
  const ui = useTexts(uiTexts);
  const place = usePlace();
  const [finding, setFinding] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const main = useArrival(place.path);
  useKeys([{ key: 'Ctrl+k', words: ui('keyFind'), run: () => setFinding(true) }]);
  return (
    <div className="tc-app">
      <a className="tc-skip" href="#main">
        {t('skip')}
      </a>
      <Side />
      <Top find={() => setFinding(true)} />
      <main id="main" className="tc-main" tabIndex={-1} ref={main}>
        <OfflineLine />
        <Guard key={place.path}>
          <Outlet />
        </Guard>
        <SaidLine />
        <KeyBar />
      </main>
      <BottomBar more={() => setDrawer(true)} find={() => setFinding(true)} />
      <Palette open={finding} close={() => setFinding(false)} />
      <Drawer open={drawer} close={() => setDrawer(false)} />
    </div>
  );
}
