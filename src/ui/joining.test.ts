import { describe, expect, it } from 'vitest';
import { joiningOf } from './joining.ts';

const zh = joiningOf('zh');
const en = joiningOf('en');

describe('what a screen puts together', () => {
  it.each([
    [zh.names(['水务局', '城管局', '农业局']), '水务局、城管局、农业局'],
    [en.names(['水务局', '城管局', '农业局']), '水务局, 城管局, 农业局'],
    [zh.names([]), ''],
    [zh.parts(['一片', '6 栋 214 户', null, '无物业']), '一片，6 栋 214 户，无物业'],
    [en.parts(['一片', '', '6 buildings', undefined]), '一片, 6 buildings'],
    [zh.sentences(['由城管局牵头', '同一处 30 天内第 3 次。', '']), '由城管局牵头。同一处 30 天内第 3 次。'],
    [en.sentences(['The lead is the bureau', 'Third time here.']), 'The lead is the bureau. Third time here.'],
    [zh.about('城管局', '修改'), '城管局：修改'],
    [en.about('城管局', 'Edit'), '城管局: Edit'],
    [zh.aside('联络员', '代班'), '联络员（代班）'],
    [en.aside('Liaison', 'deputy'), 'Liaison (deputy)'],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted);
  });
});
