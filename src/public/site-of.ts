import { fill } from '../kernel/text.ts';
import type { Section, Site } from './site.ts';
import { frameTexts } from './text.ts';

/** What a city tells of itself. */
export interface CitySpeaks {
  readonly name: string;
  readonly nameEn: string;
  readonly settings: { readonly publicName: { readonly zh: string; readonly en: string }; readonly hotline: string };
}

/** The site as it speaks for a city. */
export function siteOf(city: CitySpeaks, sections: readonly Section[]): Site {
  return {
    brand: city.settings.publicName,
    city: { zh: city.name, en: city.nameEn || city.name },
    office: { zh: fill(frameTexts.zh.office, { city: city.name }), en: fill(frameTexts.en.office, { city: city.nameEn || city.name }) },
    phone: city.settings.hotline || null,
    phoneHours: { zh: frameTexts.zh.dayAndNight, en: frameTexts.en.dayAndNight },
    sections,
  };
}
