import type { ReactElement } from 'react';
import { useTexts } from '../../../public/site.ts';
import { defineTexts } from '../../../kernel/text.ts';

const texts = defineTexts(
  {
    waiting: '这台手机里还有{n}件没发出去，连上网会自动发。请别清除浏览器的数据。',
    arrived: '发出去了：{title}。看编号和查询码',
    needsYou: '要您看一下：{title}',
    allSent: '存在手机里的，都发出去了。',
  },
  {
    waiting: '{n} report(s) still wait in this phone and are sent when there is a network. Please do not clear the browser’s data.',
    arrived: 'Sent: {title}. See number and check code',
    needsYou: 'Needs you: {title}',
    allSent: 'Everything that waited in this phone has been sent.',
  },
);

/** Where the page's script says what still waits in the phone. Empty without scripts. */
export function OutboxPlace(): ReactElement {
  const t = useTexts(texts);
  const told = { waiting: t('waiting'), arrived: t('arrived'), needsYou: t('needsYou'), allSent: t('allSent') };
  return <div id="outbox" className="note warn" role="status" hidden data-texts={JSON.stringify(told)} />;
}
