import { route, type Route } from '../platform/slice.ts';
import * as staff from './api.ts';
import * as desk from './api/desk.ts';
import * as open from './api/public.ts';
import * as reasons from './api/reasons.ts';
import * as set from './api/settings.ts';
import { acceptMany, dispatchMany } from './service/bulk.ts';
import { fillCalendar, readCalendar, saveCalendar } from './service/calendar.ts';
import { eraseReporter, readReporter } from './service/contacts.ts';
import { callBack, checkCase, putOnLongTermList, reviveCase } from './service/check.ts';
import { changeCase, declineCase, fileCase, mergeCase, reportVerified, verifyCase } from './service/desk.ts';
import { adjudicateCase, dispatchCase, splitCase, superviseCase, undoDispatch } from './service/dispatch.ts';
import { addDutyRule, changeDutyRule, listDutyRules } from './service/duty-rules.ts';
import { earlierCalls } from './service/earlier-calls.ts';
import { exportCases } from './service/export.ts';
import { countCases, findByNumber, listCases } from './service/find.ts';
import { acceptByLink, handleByLink, openLink, returnByLink } from './service/link.ts';
import { mapCases, similarCases } from './service/nearby.ts';
import { listPresetNews, takePresetNews } from './service/preset-news.ts';
import { reserveNumber } from './service/numbers.ts';
import { previewReport } from './service/preview-report.ts';
import { previewRoute } from './service/preview-route.ts';
import * as anyone from './service/public.ts';
import { makeLink, noteCase, releaseCase, withdrawCase } from './service/release.ts';
import { addReason, changeReason, listReasons, publicReasons } from './service/reasons.ts';
import { reportOnBehalf } from './service/report-on-behalf.ts';
import { drawRevisit, listRevisits, readRevisit, recordRevisit } from './service/revisit.ts';
import { suggestUnits } from './service/routing.ts';
import {
  guessCategory,
  listCategories,
  listPolicies,
  makePolicy,
  previewLimit,
  readSettings,
  saveCategory,
  saveSettings,
} from './service/settings.ts';
import {
  acceptCase,
  askReporter,
  assistCase,
  grantRequest,
  handleCase,
  leaveAssist,
  recordAnswer,
  refuseRequest,
  requestCase,
  resumeCase,
  returnCase,
} from './service/unit.ts';
import { deleteView, listViews, saveView } from './service/views.ts';
import { getCase } from './service/view.ts';

const looking: readonly Route[] = [
  route(staff.listCases, listCases),
  route(staff.countCases, countCases),
  route(staff.exportCases, exportCases),
  route(staff.findByNumber, findByNumber),
  route(staff.getCase, getCase),
  route(staff.suggestUnits, suggestUnits),
  route(staff.previewRoute, previewRoute),
  route(desk.previewReport, previewReport),
  route(staff.similarCases, similarCases),
  route(staff.mapCases, mapCases),
  route(desk.earlierCalls, earlierCalls),
  route(staff.readReporter, readReporter),
  route(staff.eraseReporter, eraseReporter),
];

const office: readonly Route[] = [
  route(desk.reserveNumber, reserveNumber),
  route(staff.reportOnBehalf, reportOnBehalf),
  route(staff.changeCase, changeCase),
  route(staff.verifyCase, verifyCase),
  route(staff.reportVerified, reportVerified),
  route(staff.fileCase, fileCase),
  route(staff.declineCase, declineCase),
  route(staff.mergeCase, mergeCase),
  route(staff.dispatchCase, dispatchCase),
  route(staff.dispatchMany, dispatchMany),
  route(staff.undoDispatch, undoDispatch),
  route(staff.splitCase, splitCase),
  route(staff.superviseCase, superviseCase),
  route(staff.adjudicateCase, adjudicateCase),
  route(staff.grantRequest, grantRequest),
  route(staff.refuseRequest, refuseRequest),
  route(staff.putOnLongTermList, putOnLongTermList),
  route(staff.reviveCase, reviveCase),
  route(staff.releaseCase, releaseCase),
  route(staff.withdrawCase, withdrawCase),
];

const unit: readonly Route[] = [
  route(staff.acceptCase, acceptCase),
  route(staff.acceptMany, acceptMany),
  route(staff.returnCase, returnCase),
  route(staff.askReporter, askReporter),
  route(staff.recordAnswer, recordAnswer),
  route(staff.requestCase, requestCase),
  route(staff.resumeCase, resumeCase),
  route(staff.assistCase, assistCase),
  route(staff.leaveAssist, leaveAssist),
  route(staff.handleCase, handleCase),
  route(staff.makeLink, makeLink),
  route(staff.checkCase, checkCase),
  route(staff.callBack, callBack),
  route(staff.noteCase, noteCase),
];

const settings: readonly Route[] = [
  route(set.listCategories, listCategories),
  route(set.saveCategory, saveCategory),
  route(set.listPresetNews, listPresetNews),
  route(set.takePresetNews, takePresetNews),
  route(set.guessCategory, guessCategory),
  route(reasons.listReasons, listReasons),
  route(reasons.addReason, addReason),
  route(reasons.changeReason, changeReason),
  route(set.listPolicies, listPolicies),
  route(set.makePolicy, (ctx, input) => makePolicy(ctx, input)),
  route(set.previewLimit, previewLimit),
  route(set.readSettings, readSettings),
  route(set.saveSettings, saveSettings),
  route(set.readCalendar, readCalendar),
  route(set.saveCalendar, saveCalendar),
  route(set.fillCalendar, fillCalendar),
  route(set.listDutyRules, listDutyRules),
  route(set.addDutyRule, addDutyRule),
  route(set.changeDutyRule, changeDutyRule),
  route(set.listViews, listViews),
  route(set.saveView, saveView),
  route(set.deleteView, deleteView),
  route(set.listRevisits, listRevisits),
  route(set.drawRevisit, drawRevisit),
  route(set.readRevisit, readRevisit),
  route(set.recordRevisit, recordRevisit),
];

const everybody: readonly Route[] = [
  route(open.publicCategories, anyone.categoriesForPublic),
  route(reasons.publicReasons, publicReasons),
  route(open.publicNearby, anyone.similarPublicly),
  route(open.publicReport, anyone.reportPublicly),
  route(open.publicJoin, anyone.joinPublicly),
  route(open.publicFollow, anyone.followPublicly),
  route(open.publicSubscribe, anyone.subscribePublicly),
  route(open.publicUnsubscribe, anyone.unsubscribePublicly),
  route(open.publicRate, anyone.ratePublicly),
  route(open.publicAnswer, anyone.answerPublicly),
  route(open.publicList, anyone.listPublicly),
  route(open.publicCase, anyone.openPublicly),
  route(open.publicMap, anyone.mapPublicly),
  route(open.openLink, openLink),
  route(open.acceptByLink, acceptByLink),
  route(open.returnByLink, returnByLink),
  route(open.handleByLink, handleByLink),
];

export const caseRoutes: readonly Route[] = [...looking, ...office, ...unit, ...settings, ...everybody];
