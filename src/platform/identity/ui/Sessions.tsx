import { Button } from 'antd';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked, ProblemLine } from '../../../ui/States.tsx';
import { endAllSessions, endSession, listSessions, type me as meOperation } from '../api.ts';
import { endThisSession } from './sign-in.ts';
import { useSignOut } from './useSignOut.tsx';
import { signInTexts } from './text.ts';

/** Where the person is signed in, each to be ended. */
export function Sessions({ me }: { readonly me: AnswerOf<typeof meOperation> }) {
  const t = useTexts(signInTexts);
  const { shortTime } = useDates();
  const sessions = useOperation(listSessions, {});
  const end = useAct(endSession);
  const endAll = useAct(endAllSessions);
  const endOne = async (sessionId: string) => {
    if (await end.run({ sessionId })) say(t('sessionEnded'));
  };
  const everywhere = useSignOut(me.personId, async () => {
    if (await endAll.run({})) await endThisSession();
  });
  return (
    <Part title={t('sessions')}>
      <p className="tc-hint">{t('sessionLimits', { minutes: me.session.idleMinutes, at: shortTime(me.session.until) })}</p>
      {end.problem ? <ProblemLine problem={end.problem} /> : null}
      <Asked of={sessions} rows={2}>
        <ul className="tc-lines">
          {sessions.data?.items.map((session) => (
            <li key={session.sessionId}>
              <span>
                {device(session.agent)}{' '}
                <small className="tc-hint">{`${session.ip} · ${t('sessionSince', { at: shortTime(session.since) })} · ${t('sessionSeen', { at: shortTime(session.lastSeen) })}`}</small>
              </span>
              {session.current ? (
                <span>{t('sessionHere')}</span>
              ) : (
                <Button size="small" onClick={() => void endOne(session.sessionId)}>
                  {t('sessionEnd')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Asked>
      <p className="tc-form-end">
        <Button onClick={everywhere.start}>{t('sessionsAll')}</Button>
      </p>
      {everywhere.dialog}
    </Part>
  );
}

/** `Chrome · Windows` from the browser's own words. */
function device(agent: string): string {
  const browser = /MicroMessenger/.test(agent)
    ? 'WeChat'
    : /Edg\//.test(agent)
      ? 'Edge'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Firefox\//.test(agent)
          ? 'Firefox'
          : /Safari\//.test(agent)
            ? 'Safari'
            : '';
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : '';
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40);
}
