import { describe, expect, test } from 'vitest';
import { dialledOf, isWholeNumber, maskedPhone } from './phones.ts';

describe('a telephone number', () => {
  test.each([
    ['13900006021', '13900006021'],
    ['+86 139-0000-6021', '13900006021'],
    ['0086 139 0000 6021', '13900006021'],
    ['１３９００００６０２１', '13900006021'],
    ['0371-6600 1234', '037166001234'],
    ['12319', '12319'],
  ])('%s is known as %s', (written, dialled) => {
    expect(dialledOf(written)).toBe(dialled);
  });

  test.each([
    ['13900006021', true],
    ['1390000602', false],
    ['139000060211', false],
    ['6600123', true],
    ['660012', false],
    ['', false],
  ])('%s is a whole one: %s', (written, whole) => {
    expect(isWholeNumber(written)).toBe(whole);
  });

  test.each([
    ['13900006021', '139 **** 6021'],
    ['+8613900006021', '139 **** 6021'],
    ['139', '139'],
  ])('%s is shown as %s', (written, shown) => {
    expect(maskedPhone(written)).toBe(shown);
  });
});
