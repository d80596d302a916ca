import type { AnswerOf } from '../../kernel/operation.ts';
import type { getCase, listCases, reportOnBehalf, suggestUnits } from '../api.ts';
import type { earlierCalls } from '../api/desk.ts';
import type { openLink } from '../api/public.ts';
import type { listReasons } from '../api/reasons.ts';
import type {
  listCategories,
  listDutyRules,
  listPolicies,
  listRevisits,
  listViews,
  readCalendar,
  readRevisit,
  readSettings,
} from '../api/settings.ts';

/** What the server answers, as the screens receive it (times are text). */
export type CaseRow = AnswerOf<typeof listCases>['items'][number];
export type CaseFull = AnswerOf<typeof getCase>;
export type ClockRow = CaseFull['clocks'][number];
export type PhotoRow = CaseFull['photos'][number];
export type NeighbourRow = CaseFull['nearby'][number];
export type SuggestionRow = AnswerOf<typeof suggestUnits>['items'][number];
export type CategoryRow = AnswerOf<typeof listCategories>['items'][number];
export type ReasonRow = AnswerOf<typeof listReasons>['items'][number];
export type DutyRow = AnswerOf<typeof listDutyRules>['items'][number];
export type PolicyRow = AnswerOf<typeof listPolicies>['items'][number];
export type RevisitRow = AnswerOf<typeof listRevisits>['items'][number];
export type RevisitItem = AnswerOf<typeof readRevisit>['items'][number];
export type ViewRow = AnswerOf<typeof listViews>['items'][number];
export type CalendarAnswer = AnswerOf<typeof readCalendar>;
export type SettingsAnswer = AnswerOf<typeof readSettings>;
export type LinkAnswer = AnswerOf<typeof openLink>;
export type EarlierAnswer = AnswerOf<typeof earlierCalls>;
export type ReceiptAnswer = AnswerOf<typeof reportOnBehalf>;
/** What every act answers. */
export interface ActAnswer {
  readonly id: string;
  readonly version: number;
  readonly said: { readonly zh: string; readonly en: string };
  readonly undoUntil: string | null;
}
