import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { unitByCode } from '../../city/exports.ts';
import { dayOf } from '../../kernel/calendar.ts';
import { publishedDays, saveCalendar } from '../service/calendar.ts';
import { putDutyRule } from '../service/duty-rules.ts';
import { makePolicy, putCategory } from '../service/settings.ts';
import { casework, touchCasework } from '../store/casework.ts';
import { classes, presetByCategory, presetCategories, presetDefaults, type Lead } from './categories.ts';

const levels = ['community', 'street', 'district'] as const;
const isLevel = (lead: Lead): lead is (typeof levels)[number] => levels.some((level) => level === lead);

/** Years for which holidays are published; the others wait for the State Council's notice. */
async function installCalendar(ctx: WriteContext, years: readonly number[]): Promise<void> {
  for (const year of years) {
    const days = published(year);
    if (days)
      await saveCalendar(ctx, {
        year,
        official: true,
        source: '国务院办公厅节假日安排通知(由 chinese-days 提供) / State Council notice, by chinese-days',
        days,
      });
  }
}

function published(year: number) {
  try {
    return publishedDays(year);
  } catch {
    // Not yet announced: the year stays without a calendar, and limits that run into it say so.
    return null;
  }
}

/**
 * What a new city starts with: categories, limits and the calendars that are published. Nothing when it has categories
 * already. The duty list is the city's own; without it cases are proposed to the units of their area.
 */
export async function installCasework(ctx: WriteContext): Promise<void> {
  if ((await casework(ctx.tx)).categories.size > 0) return;
  for (const category of presetCategories()) await putCategory(ctx, category);
  await touchCasework(ctx.tx);
  const year = Number(dayOf(ctx.now).slice(0, 4));
  await installCalendar(ctx, [year - 2, year - 1, year, year + 1]);
  await makePolicy(
    ctx,
    {
      validFrom: `${year - 2}-01-01`,
      note: '预设时限,请按本市文件修改',
      defaults: presetDefaults,
      byCategory: presetByCategory(),
      provisional: true,
    },
    true,
  );
}

/** A duty list from the presets' leads, for cities whose units carry these codes (the demo city). */
export async function installDutyList(ctx: WriteContext): Promise<void> {
  const validFrom = `${Number(dayOf(ctx.now).slice(0, 4)) - 2}-01-01`;
  for (const [group, { kinds }] of classes.entries()) {
    for (const [index, kind] of kinds.entries()) {
      const unit = isLevel(kind.lead) ? null : await unitByCode(ctx.tx, kind.lead);
      const lead = isLevel(kind.lead)
        ? { leadBy: kind.lead, leadUnitId: null }
        : unit
          ? { leadBy: 'unit' as const, leadUnitId: unit.id }
          : { leadBy: 'street' as const, leadUnitId: null };
      await putDutyRule(ctx, newId(), {
        article: `${group + 1}.${index + 1}`,
        text: `${kind.name[0]}由${unit?.name ?? '属地'}牵头处置`,
        category: kind.code,
        areaId: null,
        ...lead,
        jointUnitIds: [],
        validFrom,
        validTo: null,
        active: true,
      });
    }
  }
  await touchCasework(ctx.tx);
}
