import type { Job, Slice } from '../platform/slice.ts';
import { mountOpen311 } from './routes.ts';
import { REPORT_JOB, reportWaiting } from './service/report.ts';

const reportLater: Job = { name: REPORT_JOB, run: (ctx, data) => reportWaiting(ctx, data) };

/** Open311 GeoReport v2. Its addresses are the standard's, so it has no operations; keys say who may send. */
export const open311Slice: Slice = { name: 'open311', grants: {}, routes: [], jobs: [reportLater], mount: mountOpen311 };
