import { randomUUID } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../../platform/context.ts';
import { earlierAnswer, type Keyed, once } from '../../../platform/http/idempotency.ts';
import type { PageAnswer, PageRequest } from '../../../platform/slice.ts';
import { builtText } from '../../../public/assets.ts';
import type { FormFault } from '../../../public/forms.tsx';
import { AroundContext, say } from '../../../public/site.ts';
import { asKey, issueTicket, judge, readTicket, type Ticket } from '../../../public/ticket.ts';
import type { PublicNeighbour } from '../../schema/public.ts';
import { followPublicly, joinPublicly, reportPublicly, similarPublicly } from '../../service/public.ts';
import type { AttributeDefinition } from '../../schema/settings.ts';
import { casework } from '../../store/casework.ts';
import { answerPage, aroundOf, titleOf } from '../frame.tsx';
import { rememberMine } from '../mine.ts';
import { SentPage, type SentModel } from '../SentPage.tsx';
import { tellModel, type TellModel } from '../tell.ts';
import { sentTexts } from '../text/follow.ts';
import { reportTexts } from '../text/report.ts';
import { attempt } from './attempt.ts';
import { choicesFor, previewsOf } from './choices.ts';
import { checkFilled, faultsOf } from './faults.ts';
import { emptyForm, field, type Filled, isId, readForm } from './form.ts';
import { BetweenPage, NeighbourOffer } from './NeighboursPage.tsx';
import { ReportPage } from './ReportPage.tsx';

const sealOf = (ctx: ReadContext) => (text: string) => ctx.sealer.mark(`report form\n${text}`);
const freshTicket = (ctx: ReadContext, key: string = randomUUID()): Ticket => issueTicket(sealOf(ctx), key, ctx.now);

interface Shown {
  readonly filled?: Filled;
  readonly faults?: readonly FormFault[];
  readonly ticket?: Ticket;
}

/** The form, empty or as it came back. */
async function showForm(
  ctx: ReadContext,
  request: PageRequest,
  { filled = emptyForm, faults = [], ticket = freshTicket(ctx) }: Shown,
): Promise<PageAnswer> {
  const [choices, previews] = await Promise.all([choicesFor(ctx), previewsOf(ctx, filled.kept)]);
  const refusedPhotos = request.files.flatMap(({ refused }) => (refused ? [refused] : []));
  const model = { ...choices, ticket: ticket.text, sum: ticket.sum, filled, previews, refusedPhotos, faults };
  return answerPage(ctx, request, {
    title: titleOf(reportTexts, 'title'),
    page: <ReportPage model={model} />,
    scripts: ['report'],
    path: '/report',
    ...(faults.length > 0 ? { status: 422 } : {}),
  });
}

export async function openForm(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const kind = typeof request.query.kind === 'string' ? request.query.kind.slice(0, 40) : '';
  return showForm(ctx, request, { filled: { ...emptyForm, kind } });
}

/** A fresh ticket for a key that a phone made while it had no network. */
export async function giveTicket(ctx: ReadContext, { query }: PageRequest): Promise<PageAnswer> {
  const key = asKey(query.key);
  if (!key) throw new Problem(problems.malformed);
  return { text: freshTicket(ctx, key).text, contentType: 'text/plain; charset=utf-8' };
}

/** Keeps the form for who has no network; at the root, because it may only look after what lies below it. */
export async function giveWorker(): Promise<PageAnswer> {
  const text = builtText('src/public/scripts/worker.ts');
  if (text === null) throw new Problem(problems.notFound);
  return { text, contentType: 'text/javascript; charset=utf-8' };
}

const similar = async (
  ctx: ReadContext,
  filled: Pick<Filled, 'kind' | 'lng' | 'lat' | 'area' | 'place'>,
): Promise<readonly PublicNeighbour[]> => {
  const { items } = await similarPublicly(ctx, {
    category: filled.kind,
    place: filled.place,
    ...positionOf(filled),
    ...(filled.area ? { areaId: filled.area } : {}),
  });
  return items.slice(0, 3);
};

const positionOf = ({ lng, lat }: Pick<Filled, 'lng' | 'lat'>) => (lng && lat ? { lng: Number(lng), lat: Number(lat) } : {});

/** The neighbours' cases as the form's script asks for them. */
export async function giveNeighbours(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const { kind, lng, lat, area, place } = readForm({ form: { ...request.query, kind: request.query.category ?? '' }, files: [] });
  const neighbours = kind && (area || (lng && lat)) ? await similar(ctx, { kind, lng, lat, area, place }) : [];
  const markup = renderToStaticMarkup(
    <AroundContext value={await aroundOf(ctx, request)}>
      <NeighbourOffer neighbours={neighbours} now={ctx.now} />
    </AroundContext>,
  );
  return { text: markup, contentType: 'text/html; charset=utf-8' };
}

/** Takes the form: human, complete, not the neighbours' case, then the case is made; in that order, each with its page. */
export async function takeForm(ctx: WriteContext, request: PageRequest): Promise<PageAnswer> {
  const filled = readForm(request);
  const t = say(reportTexts, ctx.locale);
  const old = { field: 'say', message: t('faultTicketHere'), summary: t('faultTicket') };
  const ticket = readTicket(sealOf(ctx), field(request.form, 'ticket'));
  if (!ticket) return showForm(ctx, request, { filled, faults: [old] });
  const answer = field(request.form, 'answer');
  const work = field(request.form, 'work');
  const verdict = judge(ticket, { work, trap: field(request.form, 'homepage'), ...(answer ? { answer } : {}) }, ctx.now);
  if (verdict === 'stale') return showForm(ctx, request, { filled, faults: [old], ticket: freshTicket(ctx, ticket.key) });
  const joins = isId(filled.same);
  const faults = joins ? [] : checkFilled(filled, ctx.locale);
  if (faults.length > 0 || request.files.some(({ refused }) => refused)) {
    const refused = { field: 'photos', message: t('faultPhotosHere'), summary: t('faultPhotos') };
    return showForm(ctx, request, { filled, ticket, faults: request.files.some((file) => file.refused) ? [refused, ...faults] : faults });
  }
  const ask = verdict === 'pass' ? 'no' : answer ? 'wrong' : 'ask';
  // A second press of the button must not be offered the case that the first one made.
  const isNew = joins || (await attempt(ctx, () => earlierAnswer(ctx.tx, keyed(ctx, ticket, filled)))).done === null;
  const around = isNew && filled.same === '' ? await attempt(ctx, () => similar(ctx, filled)) : { done: [] };
  if (around.refused) return refuse(ctx, request, ticket, filled, around.refused);
  const neighbours = around.done;
  // Who joins a neighbour has nothing more to answer, so the questions come after "no".
  const unasked = isNew && neighbours.length === 0 ? await unaskedOf(ctx, filled) : [];
  if (neighbours.length > 0 || ask !== 'no' || unasked.length > 0) {
    return answerPage(ctx, request, {
      title: titleOf(reportTexts, 'between'),
      page: (
        <BetweenPage
          ticket={ticket.text}
          sum={ticket.sum}
          filled={filled}
          neighbours={neighbours}
          unasked={unasked}
          ask={ask}
          proof={{ work, answer }}
          now={ctx.now}
        />
      ),
      path: '/report',
      robots: 'noindex',
    });
  }
  return joins ? join(ctx, request, ticket, filled) : report(ctx, request, ticket, filled);
}

/** Further questions of the kind that were not shown yet: a form without scripts does not know what will be chosen. */
async function unaskedOf(ctx: ReadContext, { kind, asked, same }: Filled): Promise<readonly AttributeDefinition[]> {
  return asked === kind || isId(same) ? [] : ((await casework(ctx.read)).categories.get(kind)?.attributes ?? []);
}

/** One submission by its ticket's key; what was filled in tells a repeat from another report. */
function keyed(ctx: WriteContext, ticket: Ticket, { kind, area, place, lng, lat, words, attributes, kept }: Filled): Keyed {
  return {
    key: ticket.key,
    caller: 'public',
    operation: 'page.report',
    input: { kind, area, place, lng, lat, words, attributes, photos: kept.length },
    now: ctx.now,
  };
}

async function report(ctx: WriteContext, request: PageRequest, ticket: Ticket, filled: Filled): Promise<PageAnswer> {
  const { kind, area, place, words, attributes, kept } = filled;
  const made = await attempt(ctx, () =>
    once(ctx.tx, keyed(ctx, ticket, filled), async () => {
      const receipt = await reportPublicly(ctx, {
        category: kind,
        words,
        place,
        photos: [...kept],
        attributes: mutable(attributes),
        urgent: false,
        ...positionOf(filled),
        ...(area ? { areaId: area } : {}),
      });
      const { number, code, acceptanceDueAt, promisedAt, dueWhy, provisional, likelyUnit } = receipt;
      return {
        status: 201,
        body: { number, code, reportedAt: ctx.now, acceptanceDueAt, dueAt: promisedAt, dueWhy, provisional, likelyUnit, joined: false },
      };
    }),
  );
  if (made.refused) return refuse(ctx, request, ticket, filled, made.refused);
  return showSent(ctx, request, asSent(made.done.body));
}

const mutable = (attributes: Filled['attributes']): Record<string, string[]> =>
  Object.fromEntries(Object.entries(attributes).map(([code, values]) => [code, [...values]]));

async function join(ctx: WriteContext, request: PageRequest, ticket: Ticket, filled: Filled): Promise<PageAnswer> {
  const made = await attempt(ctx, () =>
    once(ctx.tx, { key: ticket.key, caller: 'public', operation: 'page.join', input: { caseId: filled.same }, now: ctx.now }, async () => {
      const { number, code } = await joinPublicly(ctx, { caseId: filled.same });
      const { dueAt } = await followPublicly(ctx, { number, code });
      return {
        status: 201,
        body: {
          number,
          code,
          reportedAt: ctx.now,
          acceptanceDueAt: null,
          // What is late already is not promised again; the page of the case says that it is.
          dueAt: dueAt && dueAt > ctx.now ? dueAt : null,
          dueWhy: null,
          provisional: false,
          likelyUnit: null,
          joined: true,
        },
      };
    }),
  );
  if (made.refused) return refuse(ctx, request, ticket, { ...filled, same: '' }, made.refused);
  return showSent(ctx, request, asSent(made.done.body));
}

/** A refusal comes back as the form with everything in it; a used ticket is exchanged for one of another report. */
async function refuse(ctx: WriteContext, request: PageRequest, ticket: Ticket, filled: Filled, problem: Problem): Promise<PageAnswer> {
  const used = problem.kind.code === problems.keyReused.code;
  return showForm(ctx, request, { filled, faults: faultsOf(problem, ctx.locale), ticket: used ? freshTicket(ctx) : ticket });
}

/** What was answered the first time is kept as JSON; its times come back as text. */
function asSent(body: unknown): SentModel {
  const told = body as SentModel;
  const date = (value: Date | string | null) => (value === null ? null : new Date(value));
  return {
    ...told,
    reportedAt: new Date(told.reportedAt),
    acceptanceDueAt: date(told.acceptanceDueAt),
    dueAt: date(told.dueAt),
  };
}

export async function showSent(ctx: ReadContext, request: PageRequest, model: SentModel, tell?: TellModel): Promise<PageAnswer> {
  return answerPage(ctx, request, {
    title: titleOf(sentTexts, model.joined ? 'joined' : 'title'),
    page: <SentPage model={model} tell={tell ?? (await tellModel(ctx, null))} now={ctx.now} />,
    scripts: ['outbox'],
    path: `/sent/${model.number}`,
    robots: 'noindex',
    cookie: rememberMine(request, model),
  });
}
