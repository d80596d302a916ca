import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../context.ts';

/**
 * How a slice says who may see the files of its records. Uploaders see their own files; everybody else only what
 * some record shows them. The public sees the published copy of a released file and nothing else.
 */
export interface FileAccess {
  /** The subject kind it answers for. */
  readonly subject: string;
  /** `shown` gives shown and thumb; `original` the original too. Nothing for a record that the actor may not see. */
  readonly sees: (ctx: ReadContext, subjectId: Id) => Promise<'nothing' | 'shown' | 'original'>;
}
