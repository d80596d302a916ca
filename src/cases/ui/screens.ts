import type { ScreenSet } from '../../ui/screen.ts';

/** What casework shows in the workbench. */
export const caseScreens: ScreenSet = {
  screens: [
    {
      path: '/cases',
      title: { zh: '问题', en: 'Cases' },
      section: 'cases',
      permission: 'cases.view',
      load: async () => (await import('./list/CaseListPage.tsx')).CaseListPage,
      entry: { order: 20, name: { zh: '全部问题', en: 'All cases' } },
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
  ],
};
