import { defineTexts } from '../../kernel/text.ts';

export const notifyTexts = defineTexts(
  {
    noticeSubject: '【同创】{title}',
    open: '打开查看：',
    digestSubject: '【同创】今日提醒 {count} 条',
    digestIntro: '{name}，您好：以下 {count} 件事在等您或与您有关。',
    digestMore: '另有 {count} 条，请登录查看。',
    footer: '在“通知设置”里可以选择接收哪些提醒、用什么方式接收：',
  },
  {
    noticeSubject: '[Tongchuang] {title}',
    open: 'Open:',
    digestSubject: '[Tongchuang] {count} notice(s) today',
    digestIntro: 'Hello {name}, these {count} things wait for you or concern you.',
    digestMore: '{count} more; please sign in to see them.',
    footer: 'Choose in “Notification settings” what you are told and how:',
  },
);
