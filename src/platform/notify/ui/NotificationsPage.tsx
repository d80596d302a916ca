import { Button, Checkbox } from 'antd';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, usePages } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { listNotices, readNotices } from '../api.ts';
import { noticeTexts } from './text.ts';

type Row = AnswerOf<typeof listNotices>['items'][number];

/** My notices, newest first; opening one marks it as read. */
export function NotificationsPage() {
  const t = useTexts(noticeTexts);
  const word = useWord();
  const { query, setQuery } = usePlace();
  const unread = query.unread === '1';
  const pages = usePages(listNotices, { unread: unread ? '1' : '0' });
  const act = useAct(readNotices);
  const columns = useNoticeColumns((row) => void (row.read ? undefined : act.run({ ids: [row.id] })));
  const [newest] = pages.items;
  const all = async () => {
    if (newest && (await act.run({ upTo: newest.id }))) say(t('allReadDone'));
  };
  return (
    <>
      <PageHead title={t('notices')}>
        <Go href="/work/settings/notices">{t('preferences')}</Go>
        {pages.items.some((row) => !row.read) ? (
          <Button loading={act.busy} onClick={() => void all()}>
            {t('allRead')}
          </Button>
        ) : null}
        <Checkbox checked={unread} onChange={({ target }) => setQuery({ unread: target.checked ? '1' : undefined })}>
          {t('unreadOnly')}
        </Checkbox>
      </PageHead>
      <ListView
        name="notices"
        label={t('notices')}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => word(row.title)}
        empty={<Empty title={t(unread ? 'emptyUnread' : 'empty')} hint={unread ? undefined : t('emptyHint')} />}
      />
    </>
  );
}

function useNoticeColumns(opened: (row: Row) => void): readonly Column<Row>[] {
  const t = useTexts(noticeTexts);
  const word = useWord();
  const { shortTime } = useDates();
  return [
    {
      key: 'title',
      title: t('title'),
      show: (row) => (
        <Go href={row.href} onClick={() => opened(row)}>
          {word(row.title)}
        </Go>
      ),
      wide: true,
    },
    {
      key: 'state',
      title: t('state'),
      show: (row) => (
        <StateTag tone={row.read ? 'calm' : 'wait'} icon={row.read ? 'dash' : 'tray'}>
          {t(row.read ? 'read' : 'unread')}
        </StateTag>
      ),
      narrow: 'side',
    },
    { key: 'at', title: t('at'), show: (row) => shortTime(row.createdAt), right: true },
  ];
}
