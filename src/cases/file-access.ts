import { Problem } from '../kernel/problem.ts';
import type { FileAccess } from '../platform/files/access.ts';
import { accessCase } from './service/access.ts';

/** Who sees a case sees its pictures; the untouched originals are evidence, for the office and those who check. */
export const caseFiles: readonly FileAccess[] = [
  {
    subject: 'case',
    sees: async (ctx, caseId) => {
      try {
        await accessCase(ctx, caseId);
      } catch (error) {
        if (error instanceof Problem) return 'nothing';
        throw error;
      }
      return ctx.may('cases.file') || ctx.may('cases.check') ? 'original' : 'shown';
    },
  },
];
