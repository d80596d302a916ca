import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import type { Receipt } from '../schema.ts';
import type { AttributeDefinition } from '../schema/settings.ts';
import { applyStep } from '../service/apply.ts';
import { reopenStep, stillDisputable } from '../service/check.ts';
import { placed } from '../service/place.ts';
import { createCase, receiptOf, type ReportInput } from '../service/report.ts';
import { casework, className } from '../store/casework.ts';
import { eventsOf } from '../store/history.ts';
import { lockCase } from '../store/rows.ts';

/** What other systems do with cases (Open311), through the same use cases as everybody. */

export type { ReportInput };

type Text = { readonly zh: string; readonly en: string };
export interface OpenCategory {
  readonly code: string;
  readonly name: Text;
  readonly description: Text;
  readonly className: Text;
  readonly keywords: readonly string[];
  readonly attributes: readonly AttributeDefinition[];
}

/** Categories that can be reported, by code. */
export async function openCategories(read: Read): Promise<OpenCategory[]> {
  const work = await casework(read);
  return [...work.categories.values()]
    .filter((category) => category.active && category.classCode !== null)
    .map((category) => ({ ...category, className: className(work, category) }));
}

/** A report is a case. @throws Problem outsideCity, placeMissing, nothingSaid, categoryUnknown, attributeMissing, photoUnknown */
export async function reportCase(ctx: WriteContext, input: ReportInput): Promise<Receipt> {
  return receiptOf(ctx, await createCase(ctx, input));
}

/** Would a report of this place be taken? For reports that become a case later, when nobody is there to be told. @throws Problem outsideCity, placeMissing */
export async function checkPlace(read: Read, input: ReportInput): Promise<void> {
  await placed(read, input);
}

export interface WordsFromOutside {
  readonly words: string;
  readonly photos: readonly Id[];
  /** The sender says that the problem is still there. */
  readonly notSolved: boolean;
}

/**
 * What the reporter adds by way of another system: the answer to a question that waits, "not solved" of a case that is
 * closed, otherwise a note. Gives the event. @throws Problem notFound, disputeTooLate
 */
export async function addFromOutside(ctx: WriteContext, caseId: Id, added: WordsFromOutside): Promise<Id> {
  const row = await lockCase(ctx.tx, caseId);
  if (!row) throw new Problem(problems.notFound);
  const { words } = added;
  const photos = { fileIds: added.photos, stage: 'before' as const };
  if (added.notSolved && row.state === 'closed') {
    await stillDisputable(ctx, row);
    await applyStep(ctx, row, await reopenStep(ctx, row, words, added.photos));
  } else {
    await applyStep(
      ctx,
      row,
      row.questionOpen ? { act: 'answer', words, photos, set: { questionOpen: false }, public: true } : { act: 'note', words, photos },
    );
  }
  const events = await eventsOf(ctx.tx, caseId);
  return events.at(-1)?.id ?? caseId;
}
