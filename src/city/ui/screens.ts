import type { ScreenSet } from '../../ui/screen.ts';

/** The city's screens: who answers for which area, units, people, areas, venues, settings. */
export const cityScreens: ScreenSet = {
  screens: [
    {
      path: '/areas',
      title: { zh: '分片包干', en: 'Area duties' },
      section: 'areas',
      permission: 'city.view',
      load: async () => (await import('./duty/AreaDutyPage.tsx')).AreaDutyPage,
      entry: { order: 1 },
    },
    {
      path: '/area-people',
      title: { zh: '谁包哪些片', en: 'Who answers for what' },
      section: 'areas',
      permission: 'city.view',
      load: async () => (await import('./duty/ByPersonPage.tsx')).ByPersonPage,
      entry: { order: 2 },
    },
    {
      path: '/venues',
      title: { zh: '阵地', en: 'Venues' },
      section: 'areas',
      permission: 'city.view',
      load: async () => (await import('./venues/VenuesPage.tsx')).VenuesPage,
      entry: { order: 3 },
    },
    {
      path: '/areas/:areaId',
      title: { zh: '片区', en: 'Area' },
      section: 'areas',
      permission: 'city.view',
      load: async () => (await import('./area/AreaPage.tsx')).AreaPage,
    },
    {
      path: '/units',
      title: { zh: '单位', en: 'Units' },
      section: 'settings',
      permission: 'city.view',
      load: async () => (await import('./units/UnitsPage.tsx')).UnitsPage,
      entry: { order: 1 },
    },
    {
      path: '/units/:unitId',
      title: { zh: '单位', en: 'Unit' },
      section: 'settings',
      permission: 'city.view',
      load: async () => (await import('./units/UnitPage.tsx')).UnitPage,
    },
    {
      path: '/people',
      title: { zh: '人员与岗位', en: 'People and posts' },
      section: 'settings',
      permission: 'city.viewPeople',
      load: async () => (await import('./people/PeoplePage.tsx')).PeoplePage,
      entry: { order: 2 },
    },
    {
      path: '/people/:personId',
      title: { zh: '人员', en: 'Person' },
      section: 'settings',
      permission: 'city.viewPeople',
      load: async () => (await import('./people/PersonPage.tsx')).PersonPage,
    },
    {
      path: '/area-list',
      title: { zh: '片区与边界', en: 'Areas and borders' },
      section: 'settings',
      permission: 'city.manageAreas',
      load: async () => (await import('./area/AreasPage.tsx')).AreasPage,
      entry: { order: 10 },
    },
    {
      path: '/city-settings',
      title: { zh: '城市设置', en: 'City settings' },
      section: 'settings',
      permission: 'city.manageSettings',
      load: async () => (await import('./settings/SettingsPage.tsx')).SettingsPage,
      entry: { order: 20 },
    },
  ],
};
