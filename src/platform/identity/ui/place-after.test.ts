import { describe, expect, it } from 'vitest';
import { placeAfter } from './place-after.ts';

describe('the place after signing in', () => {
  it.each(['/work/cases?state=filed', '/field', '/field/capture', '/work'])('%s is kept', (next) => {
    expect(placeAfter(next)).toBe(next);
  });

  it.each([
    null,
    '',
    'https://elsewhere.example/work/',
    '//elsewhere.example',
    '/\\elsewhere',
    '/workers',
    'javascript:alert(1)',
    '/api/v1/me',
  ])('%s leads to Today', (next) => {
    expect(placeAfter(next)).toBe('/work/today');
  });
});
