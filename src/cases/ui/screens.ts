import type { Screen, ScreenSet } from '../../ui/screen.ts';
import { caseAreas } from './areas.ts';
import { useCheckCount, useDeskCount, useInboxCount } from './counts.ts';

const casework: readonly Screen[] = [
  {
    path: '/cases/inbox',
    title: { zh: '我们的问题', en: 'Our cases' },
    section: 'cases',
    permission: 'cases.handle',
    load: async () => (await import('./inbox/InboxPage.tsx')).InboxPage,
    entry: { order: 10, useCount: useInboxCount },
  },
  {
    path: '/cases/dispatch',
    title: { zh: '派遣台', en: 'Dispatch desk' },
    section: 'cases',
    permission: 'cases.dispatch',
    load: async () => (await import('./dispatch/DispatchPage.tsx')).DispatchPage,
    entry: { order: 20, useCount: useDeskCount },
  },
  {
    path: '/cases/checks',
    title: { zh: '待核查', en: 'To be checked' },
    section: 'cases',
    permission: 'cases.check',
    load: async () => (await import('./check/CheckQueuePage.tsx')).CheckQueuePage,
    entry: { order: 30, useCount: useCheckCount },
  },
  {
    path: '/cases/new',
    title: { zh: '登记一件', en: 'Register a case' },
    section: 'cases',
    permission: 'cases.report',
    load: async () => (await import('./desk/DeskPage.tsx')).DeskPage,
    entry: { order: 40, name: { zh: '接电话、收信', en: 'Phone and letters' } },
  },
  {
    path: '/cases',
    title: { zh: '问题', en: 'Cases' },
    section: 'cases',
    permission: 'cases.view',
    load: async () => (await import('./list/CaseListPage.tsx')).CaseListPage,
    entry: { order: 50, name: { zh: '全部问题', en: 'All cases' } },
  },
  {
    path: '/cases/map',
    title: { zh: '问题地图', en: 'Map of cases' },
    section: 'cases',
    permission: 'cases.view',
    load: async () => (await import('./check/CaseMapPage.tsx')).CaseMapPage,
    entry: { order: 60 },
  },
  {
    path: '/cases/long-term',
    title: { zh: '挂账清单', en: 'Long-term list' },
    section: 'cases',
    permission: 'cases.view',
    load: async () => (await import('./check/LongTermPage.tsx')).LongTermPage,
    entry: { order: 70 },
  },
  {
    path: '/cases/revisits',
    title: { zh: '回头看', en: 'Re-visits' },
    section: 'cases',
    permission: 'cases.revisit',
    load: async () => (await import('./check/RevisitsPage.tsx')).RevisitsPage,
    entry: { order: 80 },
  },
  {
    path: '/cases/revisits/:revisitId',
    title: { zh: '一批回头看', en: 'A re-visit sample' },
    section: 'cases',
    permission: 'cases.revisit',
    load: async () => (await import('./check/RevisitPage.tsx')).RevisitPage,
  },
  {
    path: '/cases/:caseId',
    title: { zh: '问题件', en: 'Case' },
    section: 'cases',
    permission: 'cases.view',
    load: async () => (await import('./page/CasePage.tsx')).CasePage,
  },
  {
    path: '/cases/:caseId/print',
    title: { zh: '打印问题件', en: 'Print a case' },
    section: 'cases',
    permission: 'cases.view',
    load: async () => (await import('./page/PrintPage.tsx')).PrintPage,
  },
];

const administration: readonly Screen[] = [
  {
    path: '/settings/case-categories',
    title: { zh: '类别', en: 'Categories' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/CategoriesPage.tsx')).CategoriesPage,
    entry: { order: 40, name: { zh: '问题类别', en: 'Categories' } },
  },
  {
    path: '/settings/duty-list',
    title: { zh: '权责清单', en: 'Duty list' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/DutyListPage.tsx')).DutyListPage,
    entry: { order: 41 },
  },
  {
    path: '/settings/case-limits',
    title: { zh: '时限', en: 'Limits' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/PoliciesPage.tsx')).PoliciesPage,
    entry: { order: 42 },
  },
  {
    path: '/settings/calendar',
    title: { zh: '工作日历', en: 'Calendar' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/CalendarPage.tsx')).CalendarPage,
    entry: { order: 43 },
  },
  {
    path: '/settings/case-reasons',
    title: { zh: '公布的理由', en: 'Published reasons' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/ReasonsPage.tsx')).ReasonsPage,
    entry: { order: 44 },
  },
  {
    path: '/settings/casework',
    title: { zh: '办件设置', en: 'Casework settings' },
    section: 'settings',
    permission: 'cases.settings',
    load: async () => (await import('./settings/CaseworkPage.tsx')).CaseworkPage,
    entry: { order: 45 },
  },
];

/** What casework shows in the workbench. The page behind a phone link stands outside of the frame: `inbox/LinkPage.tsx`. */
export const caseScreens: ScreenSet = {
  areas: caseAreas,
  screens: [...casework, ...administration],
  actions: [
    {
      name: { zh: '登记一件问题', en: 'Register a case' },
      also: ['dengji', '新建', '电话', '来信'],
      permission: 'cases.report',
      href: '/work/cases/new',
    },
    { name: { zh: '去派遣', en: 'Dispatch' }, also: ['paiqian', '派件'], permission: 'cases.dispatch', href: '/work/cases/dispatch' },
    {
      name: { zh: '抽一批回头看', en: 'Draw a re-visit sample' },
      also: ['抽查', 'huitoukan'],
      permission: 'cases.revisit',
      href: '/work/cases/revisits',
    },
  ],
};
