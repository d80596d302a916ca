import type { AnswerOf } from '../../kernel/operation.ts';
import type { areaGet, areasMap, areasTree, unitGet, unitsList } from '../api.ts';
import type { dutyMap } from '../api/duties.ts';
import type { peopleList, personGet, postsList } from '../api/people.ts';
import type { venuesList } from '../api/compounds.ts';

/** What the server answers, as the screens receive it. */
export type AreaRow = AnswerOf<typeof areasTree>['items'][number];
export type AreaFull = AnswerOf<typeof areaGet>;
export type DutyLine = AnswerOf<typeof dutyMap>['items'][number];
export type Borders = AnswerOf<typeof areasMap>['features'];
export type UnitRow = AnswerOf<typeof unitsList>['items'][number];
export type UnitFull = AnswerOf<typeof unitGet>;
export type PersonRow = AnswerOf<typeof peopleList>['items'][number];
export type PersonFull = AnswerOf<typeof personGet>;
export type PostRow = AnswerOf<typeof postsList>['items'][number];
export type FacilityRow = AreaFull['facilities'][number];
export type VenueRow = AnswerOf<typeof venuesList>['items'][number];
