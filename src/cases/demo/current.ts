import { addWorkingTime, dayOf, plusDays, workingMinutesBetween, type WorkingCalendar } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { DemoContext } from '../../platform/slice.ts';
import { areaFinder, bordersOf, holdersOf } from '../../city/exports.ts';
import { boundsOf } from '../../public/projection.ts';
import { placeName } from '../bulk/world.ts';
import { callBack, checkCase, putOnLongTermList } from '../service/check.ts';
import { declineCase, fileCase } from '../service/desk.ts';
import { dispatchCase } from '../service/dispatch.ts';
import { releaseCase } from '../service/release.ts';
import { createCase } from '../service/report.ts';
import { photosOf } from '../service/photos.ts';
import { drawRevisit, readRevisit, recordRevisit } from '../service/revisit.ts';
import { likelyUnit } from '../service/routing.ts';
import { acceptCase, askReporter, handleCase, requestCase, returnCase } from '../service/unit.ts';
import { caseById } from '../store/rows.ts';
import { casework } from '../store/casework.ts';
import { aScene, type Scene } from './pictures.ts';
import { demoStories, type DemoStory } from './stories.ts';

/** The last days of the demo city, acted out by its people through the same services as real use. */

interface Stage {
  readonly demo: DemoContext;
  readonly calendar: WorkingCalendar;
  readonly places: readonly { readonly lng: number; readonly lat: number; readonly name: string; readonly within: readonly string[] }[];
  readonly office: { readonly userName: string };
  readonly head: { readonly userName: string };
  readonly inspector: { readonly userName: string };
}

/** `minutes` of work before a moment. */
function before(calendar: WorkingCalendar, at: Date, minutes: number): Date {
  let low = at.getTime() - 60 * 86_400_000;
  let high = at.getTime();
  while (high - low > 60_000) {
    const middle = (low + high) / 2;
    if (workingMinutesBetween(calendar, new Date(middle), at).value > minutes) low = middle;
    else high = middle;
  }
  return new Date(Math.floor(high / 60_000) * 60_000);
}

const photo = async (ctx: WriteContext, scene: Scene | null, after: boolean, seed: number): Promise<Id[]> =>
  scene === null && !after
    ? []
    : [(await ctx.files.put(ctx, await aScene(scene ?? 'rubbish', after, seed), { kind: 'image', name: 'photo.jpg' })).id];

interface Told {
  readonly stage: Stage;
  readonly story: DemoStory;
  readonly seed: number;
  readonly caseId: Id;
  at: Date;
}

type Who = Parameters<DemoContext['as']>[0];

/** The next act of a story, some working minutes later but never after the demo's today. */
async function next<T>(
  told: Told,
  who: Who,
  minutes: number,
  act: (ctx: WriteContext, base: { readonly caseId: Id; readonly version: number }) => Promise<T>,
): Promise<T> {
  const at = addWorkingTime(told.stage.calendar, told.at, minutes).value;
  told.at = at < told.stage.demo.today ? at : told.stage.demo.today;
  return told.stage.demo.as(who, told.at, async (ctx) => {
    const row = await caseById(ctx.tx, told.caseId);
    return act(ctx, { caseId: told.caseId, version: row?.version ?? 1 });
  });
}

async function handlerOf(told: Told): Promise<{ readonly unitId: Id; readonly person: { readonly personId: Id } }> {
  return told.stage.demo.as('system', told.at, async (ctx) => {
    const row = await caseById(ctx.tx, told.caseId);
    const unit = row ? await likelyUnit(ctx, row) : null;
    if (!unit) throw new Error(`nobody answers for ${told.story.title}`);
    for (const role of ['unitLiaison', 'communityHead', 'streetStaff', 'communityWorker', 'districtStaff', 'unitHead'] as const) {
      const [holder] = await holdersOf(ctx.tx, { unitId: unit.id, role }, ctx.now);
      if (holder) return { unitId: unit.id, person: { personId: holder.id } };
    }
    throw new Error(`${unit.name} has nobody to handle cases`);
  });
}

/** Where it happens: at the place of an earlier story, in the named community, or anywhere. */
function placeOf(stage: Stage, story: DemoStory, seed: number): Stage['places'][number] | undefined {
  const earlier = demoStories.findIndex(({ title }) => title === story.sameAs);
  const there = demoStories[earlier];
  if (there) return placeOf(stage, there, earlier + 1);
  const fitting = stage.places.filter((one) => !story.near || one.within.includes(story.near));
  return fitting[(seed * 7) % Math.max(1, fitting.length)];
}

async function start(stage: Stage, story: DemoStory, seed: number): Promise<Told> {
  const at = before(stage.calendar, stage.demo.today, story.hoursAgo * 60);
  const place = placeOf(stage, story, seed);
  const contact =
    seed % 3 === 0 || story.until === 'asked' || story.until === 'reopened'
      ? { phone: `1390000${String(6000 + seed)}`, name: '市民' }
      : undefined;
  const report = {
    lng: place?.lng,
    lat: place?.lat,
    place: place?.name ?? '',
    category: story.category,
    words: story.words,
    title: story.title,
    channel: story.channel,
    contact,
    ...(story.answers ? { attributes: story.answers } : {}),
  };
  const people: Partial<Record<DemoStory['channel'], string>> = {
    supervisor: 'supervisor',
    inspection: 'inspector2',
    patrol: 'worker',
    media: 'media',
    app: 'worker2',
    hotline: 'hotline',
    letter: 'hotline',
    counter: 'hotline',
  };
  const userName = people[story.channel];
  const found = story.channel !== 'hotline' && story.channel !== 'letter' && story.channel !== 'counter';
  const made = await stage.demo.as(userName ? { userName } : 'public', at, async (ctx) =>
    createCase(ctx, { ...report, photos: await photo(ctx, story.scene, false, seed) }, { found }),
  );
  return { stage, story, seed, caseId: made.row.id, at };
}

/** From the report to the unit's acceptance, as far as the story goes. */
async function toUnit(told: Told, unitId: Id): Promise<void> {
  const { stage } = told;
  await next(told, stage.office, 12, (ctx, base) => fileCase(ctx, { ...base, note: '' }));
  if (told.story.until !== 'filed') await next(told, stage.office, 15, (ctx, base) => dispatchCase(ctx, { ...base, unitId, note: '' }));
}

async function handIn(told: Told, person: Who, minutes: number, note: string): Promise<void> {
  await next(told, person, minutes, async (ctx, base) =>
    handleCase(ctx, { ...base, note, photos: await photo(ctx, told.story.scene, true, told.seed + minutes) }),
  );
}

async function closeAndRelease(told: Told): Promise<void> {
  const { stage } = told;
  await next(told, stage.inspector, 60, (ctx, base) =>
    checkCase(ctx, { ...base, result: 'close', outcome: 'fixed', note: '到现场看过，确实办好了。', photos: [] }),
  );
  await next(told, stage.office, 20, async (ctx, base) =>
    releaseCase(ctx, { ...base, photos: (await photosOf(ctx.tx, base.caseId)).map((one) => ({ photoId: one.id })) }),
  );
}

async function returned(told: Told, person: Who, unitId: Id): Promise<void> {
  const back = (note: string) => next(told, person, 40, (ctx, base) => returnCase(ctx, { ...base, reason: 'otherUnit', note, photos: [] }));
  await back('现场看过，位置在市场红线以内，应由市场管理方负责。');
  if (told.story.until !== 'adjudicating') return;
  await next(told, told.stage.office, 30, (ctx, base) => dispatchCase(ctx, { ...base, unitId, note: '请再核一下位置。' }));
  await back('已复核，确实在红线以内。');
}

async function rest(told: Told, person: Who, unitId: Id): Promise<void> {
  const { until } = told.story;
  const { stage } = told;
  await next(told, person, 30, (ctx, base) => acceptCase(ctx, { ...base, note: '' }));
  if (until === 'asked')
    return void (await next(told, person, 45, (ctx, base) => askReporter(ctx, { ...base, text: '请问是哪一栋楼、朝哪条路？' })));
  if (until === 'requested')
    return void (await next(told, person, 90, (ctx, base) =>
      requestCase(ctx, { ...base, kind: 'extension', reason: '灯杆配件要从厂家调，周四到货。', extra: { amount: 2, unit: 'workingDays' } }),
    ));
  if (until === 'longTerm') {
    return void (await next(told, stage.head, 200, (ctx, base) =>
      putOnLongTermList(ctx, {
        ...base,
        reason: 'planned',
        note: '等换水管，列入本年管网改造。',
        leadUnitId: unitId,
        expected: dayAfter(stage.demo.today, 27),
        public: true,
      }),
    ));
  }
  if (until === 'inProgress') return;
  await handIn(told, person, 150, '已处理，现场恢复整洁。');
  if (until === 'rework')
    return void (await next(told, stage.inspector, 60, (ctx, base) =>
      checkCase(ctx, { ...base, result: 'rework', note: '只清了一半，北侧还在。', photos: [] }),
    ));
  if (until === 'handled') return;
  await closeAndRelease(told);
  if (until === 'reopened')
    await next(told, { userName: 'hotline2' }, 120, (ctx, base) =>
      callBack(ctx, { ...base, reached: true, solved: false, note: '回访说又贴满了，没有解决。' }),
    );
}

const dayAfter = (at: Date, days: number): string => new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function act(stage: Stage, story: DemoStory, seed: number): Promise<void> {
  const told = await start(stage, story, seed);
  if (story.until === 'reported') return;
  if (story.until === 'declined')
    return void (await next(told, stage.office, 20, (ctx, base) =>
      declineCase(ctx, { ...base, reason: 'consumerDispute', note: '民间借贷可以向人民法院起诉，或拨打 12348 咨询。' }),
    ));
  const { unitId, person } = await handlerOf(told);
  await toUnit(told, unitId);
  if (story.until === 'filed' || story.until === 'assigned') return;
  if (story.until === 'returned' || story.until === 'adjudicating') return returned(told, person, unitId);
  await rest(told, person, unitId);
}

/** Places spread over the city, each within a known area. */
async function placesIn(ctx: WriteContext, chance: () => number): Promise<Stage['places']> {
  const map = await areaFinder(ctx.tx);
  const { bounds } = map;
  if (!bounds) return [];
  const placeIn = (west: number, east: number, south: number, north: number): Stage['places'][number] | null => {
    const at = { lng: west + chance() * (east - west), lat: south + chance() * (north - south) };
    const area = map.find(at);
    return area && area.path.length >= 3 ? { ...at, name: placeName(area.path), within: area.path.map((one) => one.name) } : null;
  };
  const found: Stage['places'][number][] = [];
  for (let tries = 0; found.length < 400 && tries < 8000; tries++) {
    const place = placeIn(bounds.minLng, bounds.maxLng, bounds.minLat, bounds.maxLat);
    if (place) found.push(place);
  }
  // A compound is too small to be hit by chance.
  const named = new Set(demoStories.flatMap(({ near }) => near ?? []));
  for (const border of await bordersOf(ctx.tx, { kinds: ['compound'] })) {
    if (!named.has(border.name)) continue;
    const box = boundsOf([border.polygon]);
    for (let tries = 0; box && tries < 100; tries++) {
      const place = placeIn(box.west, box.east, box.south, box.north);
      if (place?.within.includes(border.name)) found.push(place);
    }
  }
  return found;
}

/** Last month's closed cases, drawn by a seed that everybody saw: the issue of a newspaper; the inspector has begun to look. */
async function lookAgain(stage: Stage): Promise<void> {
  const { demo } = stage;
  const month = dayOf(demo.today).slice(0, 7);
  const [from, to] = [`${plusDays(`${month}-01`, -1).slice(0, 7)}-01`, plusDays(`${month}-01`, -1)];
  const drawn = await demo.as(stage.head, demo.today, (ctx) => drawRevisit(ctx, { from, to, seed: `安塬日报 ${month}-01 头版标题` }));
  const results = ['holds', 'holds', 'back', 'holds', 'partly'] as const;
  const words = { holds: '还干净，没有反复。', back: '又出现了，和原来一样。', partly: '好了一半，北侧又有一点。' };
  await demo.as(stage.inspector, demo.today, async (ctx) => {
    const { items } = await readRevisit(ctx, { revisitId: drawn.id, limit: results.length });
    for (const [index, { caseId }] of items.entries()) {
      const result = results[index] ?? 'holds';
      await recordRevisit(ctx, { revisitId: drawn.id, caseId, result, note: words[result] });
    }
  });
}

export async function actOut(demo: DemoContext, chance: () => number): Promise<void> {
  const { work } = await demo.as('system', demo.today, (ctx) => casework(ctx.tx));
  const places = await demo.as('system', demo.today, (ctx) => placesIn(ctx, chance));
  const stage = {
    demo,
    calendar: work.calendar,
    places,
    office: { userName: 'office2' },
    head: { userName: 'office' },
    inspector: { userName: 'inspector' },
  };
  for (const [index, story] of demoStories.entries()) await act(stage, story, index + 1);
  await lookAgain(stage);
}
