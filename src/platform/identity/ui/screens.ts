import type { ScreenSet } from '../../../ui/screen.ts';

/** Accounts, sign-in rules, API keys, journal, and the own account. */
export const identityScreens: ScreenSet = {
  screens: [
    {
      path: '/account',
      title: { zh: '我的账号', en: 'My account' },
      section: 'settings',
      permission: 'signedIn',
      load: async () => (await import('./AccountPage.tsx')).AccountPage,
      entry: { order: 90 },
    },
    {
      path: '/accounts',
      title: { zh: '账号', en: 'Accounts' },
      section: 'settings',
      permission: 'identity.viewAccounts',
      load: async () => (await import('./AccountsPage.tsx')).AccountsPage,
      entry: { order: 30 },
    },
    {
      path: '/sign-in-rules',
      title: { zh: '登录规则', en: 'Sign-in rules' },
      section: 'settings',
      permission: 'identity.setSignInRules',
      load: async () => (await import('./SignInRulesPage.tsx')).SignInRulesPage,
      entry: { order: 40 },
    },
    {
      path: '/api-keys',
      title: { zh: '接口密钥', en: 'API keys' },
      section: 'settings',
      permission: 'identity.manageApiKeys',
      load: async () => (await import('./ApiKeysPage.tsx')).ApiKeysPage,
      entry: { order: 50 },
    },
    {
      path: '/journal',
      title: { zh: '审计日志', en: 'Journal' },
      section: 'settings',
      permission: 'identity.readJournal',
      load: async () => (await import('./JournalPage.tsx')).JournalPage,
      entry: { order: 60 },
    },
  ],
};
