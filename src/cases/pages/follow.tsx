import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import type { Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import { problemText } from '../../platform/http/answer-problem.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { caseProblems } from '../schema/problems.ts';
import { answerPublicly, followPublicly, ratePublicly, subscribePublicly, unsubscribePublicly } from '../service/public.ts';
import { FollowForm } from './FollowForm.tsx';
import { FollowPage, MOST_SAID, type FollowModel } from './FollowPage.tsx';
import { answerPage, titleOf } from './frame.tsx';
import { codeOf, readMine, rememberMine } from './mine.ts';
import { attempt } from './report/attempt.ts';
import { field, isId } from './report/form.ts';
import { showSent } from './report/answer.tsx';
import { notedOf, readTell, tellModel, type TellModel } from './tell.ts';
import { followTexts } from './text/follow.ts';

const plainNumber = (text: string) =>
  text
    .trim()
    .replace(/[^\d-]/g, '')
    .slice(0, 20);
const plainCode = (text: string) => text.normalize('NFKC').replace(/\D/g, '').slice(0, 12);

async function showForm(ctx: ReadContext, request: PageRequest, number: string, wrong: boolean): Promise<PageAnswer> {
  return answerPage(ctx, request, {
    title: titleOf(followTexts, 'title'),
    page: <FollowForm number={number} wrong={wrong} mine={readMine(request).map((mine) => mine.number)} />,
    path: '/follow',
    ...(wrong ? { status: 422 } : {}),
  });
}

interface Held {
  readonly view: PublicCaseView;
  readonly code: string;
}

/** The reporter's own view, by the code of a form, a link or this browser. Null when number and code do not match. */
async function held(ctx: ReadContext, number: string, code: string | undefined): Promise<Held | null> {
  if (!code) return null;
  try {
    return { view: await followPublicly(ctx, { number, code }), code };
  } catch (error) {
    if (error instanceof Problem && error.kind.code === caseProblems['cases.codeWrong'].code) return null;
    throw error;
  }
}

async function showCase(
  ctx: ReadContext,
  request: PageRequest,
  { view, code }: Held,
  more: Pick<FollowModel, 'said' | 'step' | 'tooLong'> & { readonly status?: number; readonly tell?: TellModel },
): Promise<PageAnswer> {
  const { number } = view;
  const address = (fileId: string, small: boolean) => `/follow/${number}/photos/${fileId}${small ? '?small=1' : ''}`;
  const { status, ...rest } = more;
  return answerPage(ctx, request, {
    title: `${number} ${view.title}`,
    page: <FollowPage model={{ view, now: ctx.now, address, code, ...rest, tell: rest.tell ?? (await tellModel(ctx, view.told)) }} />,
    path: `/follow/${number}`,
    robots: 'noindex',
    cookie: rememberMine(request, { number, code }),
    ...(status ? { status } : {}),
  });
}

async function openCase(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const number = plainNumber(request.params.number ?? '');
  // A message may carry the code in its link; it does not stay in the address.
  const linked = plainCode(typeof request.query.code === 'string' ? request.query.code : '');
  if (linked) {
    const found = await held(ctx, number, linked);
    return found
      ? { redirect: `/follow/${number}`, cookie: rememberMine(request, { number, code: linked }) }
      : showForm(ctx, request, number, true);
  }
  const found = await held(ctx, number, codeOf(request, number));
  return found ? showCase(ctx, request, found, { said: null, step: 'none' }) : showForm(ctx, request, number, false);
}

/** Number and code were typed. */
async function takeCode(ctx: WriteContext, request: PageRequest): Promise<PageAnswer> {
  const number = plainNumber(field(request.form, 'number').normalize('NFKC'));
  const code = plainCode(field(request.form, 'code'));
  const found = await held(ctx, number, code);
  if (!found) return showForm(ctx, request, number, true);
  return { redirect: `/follow/${number}`, cookie: rememberMine(request, { number, code }) };
}

/** One to five; anything else counts as none. */
const markIn = (text: string): number | undefined => (/^[1-5]$/.test(text) ? Number(text) : undefined);

/** What the reporter says: solved, not solved and why, or the answer to a question. */
async function takeAnswer(ctx: WriteContext, request: PageRequest): Promise<PageAnswer> {
  const number = plainNumber(request.params.number ?? '');
  const code = plainCode(field(request.form, 'code'));
  const found = await held(ctx, number, code);
  if (!found) return showForm(ctx, request, number, true);
  const answer = field(request.form, 'answer');
  const words = field(request.form, 'words');
  for (const [name, text] of [
    ['answer', answer],
    ['words', words],
  ] as const)
    if (text.length > MOST_SAID)
      return showCase(ctx, request, found, {
        said: null,
        step: name === 'words' ? 'whyNot' : 'none',
        tooLong: { field: name, text },
        status: 422,
      });
  if (answer) return afterwards(ctx, request, found, 'answered', () => answerPublicly(ctx, { number, code, text: answer, photos: [] }));
  const solved = field(request.form, 'solved');
  const satisfied = markIn(field(request.form, 'satisfied'));
  if (solved === 'yes')
    return afterwards(ctx, request, found, satisfied ? 'marked' : 'thanks', () =>
      ratePublicly(ctx, { number, code, solved: true, satisfied, photos: [] }),
    );
  if (solved !== 'no') return showCase(ctx, request, found, { said: null, step: 'none' });
  if (!words)
    return showCase(ctx, request, found, {
      said: null,
      step: 'words' in request.form ? 'whyNotMissing' : 'whyNot',
      ...('words' in request.form ? { status: 422 } : {}),
    });
  const photos = request.files.filter(({ refused }) => !refused).map(({ fileId }) => fileId);
  return afterwards(ctx, request, found, 'thanksNot', () => ratePublicly(ctx, { number, code, solved: false, words, photos }));
}

/** Does it and shows the case as it is now; a refusal stands above the case. */
async function afterwards(
  ctx: WriteContext,
  request: PageRequest,
  before: Held,
  said: NonNullable<FollowModel['said']>,
  act: () => Promise<PublicCaseView>,
): Promise<PageAnswer> {
  const result = await attempt(ctx, act);
  if (!result.refused) return showCase(ctx, request, { ...before, view: result.done }, { said, step: 'none' });
  const refused = problemText(result.refused, ctx.locale);
  return showCase(ctx, request, before, { said: { refused }, step: 'none', status: result.refused.kind.status });
}

/** A photo of the reporter's own case; others see it only after release. */
async function openPhoto(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const { number = '', fileId = '' } = request.params;
  const found = await held(ctx, plainNumber(number), codeOf(request, plainNumber(number)));
  if (!found || !isId(fileId) || !found.view.photos.some((photo) => photo.fileId === fileId)) throw new Problem(problems.notFound);
  return { file: await ctx.files.open(ctx.read, fileId, request.query.small ? 'thumb' : 'shown') };
}

/** 收到了, opened again. */
async function openSent(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const number = plainNumber(request.params.number ?? '');
  const found = await held(ctx, number, codeOf(request, number));
  return found ? showSent(ctx, request, sentOf(found), await tellModel(ctx, found.view.told)) : showForm(ctx, request, number, false);
}

function sentOf({ view, code }: Held) {
  const { number, reportedAt, dueAt, dueWhy, provisional } = view;
  return {
    number,
    code,
    reportedAt,
    acceptanceDueAt: null,
    dueAt,
    dueWhy,
    provisional,
    likelyUnit: view.unitName,
    joined: false,
  };
}

/** "Tell me": the contact is kept sealed, for this case only; a faulty one comes back with what was typed. */
async function tellMe(
  ctx: WriteContext,
  request: PageRequest,
  show: (found: Held, tell: TellModel, status: number) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const number = plainNumber(request.params.number ?? '');
  const code = plainCode(field(request.form, 'code'));
  const found = await held(ctx, number, code);
  if (!found) return showForm(ctx, request, number, true);
  const { contact, filled, faults } = readTell(request.form, ctx.outside.ways);
  if (faults) return show(found, await tellModel(ctx, found.view.told, { filled, faults }), 422);
  const view = await subscribePublicly(ctx, { number, code, contact });
  return show({ view, code }, await tellModel(ctx, view.told, { noted: notedOf(contact) }), 200);
}

const tellFromSent = (ctx: WriteContext, request: PageRequest): Promise<PageAnswer> =>
  tellMe(ctx, request, async (found, tell, status) => ({ ...(await showSent(ctx, request, sentOf(found), tell)), status }));

const tellFromFollow = (ctx: WriteContext, request: PageRequest): Promise<PageAnswer> =>
  tellMe(ctx, request, (found, tell, status) => showCase(ctx, request, found, { said: null, step: 'none', tell, status }));

async function stopTelling(ctx: WriteContext, request: PageRequest): Promise<PageAnswer> {
  const number = plainNumber(request.params.number ?? '');
  const code = plainCode(field(request.form, 'code'));
  if (!(await held(ctx, number, code))) return showForm(ctx, request, number, true);
  const view = await unsubscribePublicly(ctx, { number, code });
  return showCase(ctx, request, { view, code }, { said: 'stopped', step: 'none' });
}

const photos = 48 * 1024 * 1024;

export const followPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/follow',
    section: { label: { zh: '查进度', en: 'Follow' }, order: 20 },
    answer: (ctx, request) =>
      showForm(ctx, request, plainNumber(typeof request.query.number === 'string' ? request.query.number : ''), false),
  },
  // Few enough that nobody guesses six digits, enough for an office behind one address.
  { method: 'POST', path: '/follow', perMinute: 20, answer: takeCode },
  { method: 'GET', path: '/follow/:number', perMinute: 120, answer: openCase },
  { method: 'POST', path: '/follow/:number', perMinute: 20, bodyLimit: photos, answer: takeAnswer },
  { method: 'GET', path: '/follow/:number/photos/:fileId', perMinute: 600, answer: openPhoto },
  { method: 'GET', path: '/sent/:number', perMinute: 120, answer: openSent },
  { method: 'POST', path: '/sent/:number', perMinute: 20, answer: tellFromSent },
  { method: 'POST', path: '/follow/:number/tell', perMinute: 20, answer: tellFromFollow },
  { method: 'POST', path: '/follow/:number/stop', perMinute: 20, answer: stopTelling },
];
