import type { AnswerOf, SentBy } from '../../../kernel/operation.ts';
import type { getMeasure, groupMeasure, listMeasures } from '../api.ts';

export type Meaning = AnswerOf<typeof listMeasures>['items'][number];
export type Scope = Omit<SentBy<typeof getMeasure>, 'measure'>;
export type Dimension = SentBy<typeof groupMeasure>['by'];
