import type { Prose } from './ProsePage.tsx';

export const about: Prose = {
  title: { zh: '关于本站', en: 'About this site' },
  lead: {
    zh: '身边的问题在这里说，谁来办、办到哪一步、办得好不好，都在这里看。',
    en: 'Say here what is wrong around you, and see here who handles it, how far it is and how well it was done.',
  },
  parts: [
    {
      title: { zh: '谁在办', en: 'Who runs it' },
      text: [
        {
          zh: '{office}办。反映先到创文办，再按权责清单转给负责的单位；转给谁、为什么是它，您的进度页上写着。',
          en: 'The {office}. A report comes to the office first and goes to the unit that the duty list names; your page says which and why.',
        },
      ],
    },
    {
      title: { zh: '怎么算办好', en: 'What counts as solved' },
      text: [
        {
          zh: '发现的人、办理的人、核查的人是三个人。只有另一个人到现场看过、确实解决了的，才写“已解决”。',
          en: 'Who finds, who handles and who checks are three people. “Solved” stands only where somebody else looked on the spot and found it so.',
        },
        {
          zh: '一时办不了的，写明原因、谁牵头、什么时候办，公开挂账，不算已解决。',
          en: 'What cannot be done now is listed in public with the reason, who leads and by when; it does not count as solved.',
        },
        {
          zh: '您觉得没解决，结案后{dispute}天内说一声就重查，由督查组换人去，不退回原单位。',
          en: 'If you find it is not solved, say so within {dispute} days of closing: the inspectors look again with other people, and it does not go back to the same unit.',
        },
      ],
    },
    {
      title: { zh: '什么情况不受理', en: 'What is not taken' },
      text: [
        {
          zh: '不受理只能用公布的理由，会告诉您是哪一条、可以怎么办。',
          en: 'A report can be declined only for a published reason; you are told which one, and what you can do instead.',
        },
      ],
      link: { href: '/reasons', label: { zh: '公布的理由', en: 'The published reasons' } },
    },
    {
      title: { zh: '期限怎么算', en: 'How the time counts' },
      text: [
        {
          zh: '每一类问题有自己的时限，按工作时间算，节假日和调休按国务院办公厅的通知。报的时候就告诉您最晚哪天。',
          en: 'Every kind of problem has its own limit, counted in working time by the official calendar of holidays. You are told the latest date when you report.',
        },
      ],
    },
    {
      title: { zh: '几条路一样走', en: 'All ways are equal' },
      text: [
        {
          zh: '网页、电话（{phone}）、来信、到社区服务站窗口，都给编号，都一样办。',
          en: 'This site, the phone ({phone}), a letter or a community service point: each gives a number, each is handled the same.',
        },
        { zh: '有人受伤或有危险，请先打 110、119 或 120。', en: 'If somebody is hurt or in danger, call 110, 119 or 120 first.' },
      ],
    },
  ],
};

export const privacy: Prose = {
  title: { zh: '隐私说明', en: 'Privacy' },
  lead: {
    zh: '不用注册，不用留名字。您给什么，我们只用在您反映的这一件上。',
    en: 'No account and no name are needed. What you give is used for your report only.',
  },
  parts: [
    {
      title: { zh: '我们收什么', en: 'What is kept' },
      text: [
        {
          zh: '您的照片、地点、您写的话。手机号、邮箱只在您自己填了才有，加密存放，只用来告诉您这一件的进展和回访；办结{days}天后自动删掉。',
          en: 'Your photos, the place and your words. A phone number or e-mail address only if you give one; it is stored encrypted, used only to tell you of this case or to call you back, and erased by itself {days} days after the end.',
        },
        {
          zh: '开着脚本时，照片先在您的手机上缩小，并去掉拍摄时间、位置、手机型号这些信息再发。手机的位置只在您允许时用一次，用来写地点。',
          en: 'With scripts, photos are made smaller on your phone and lose the camera’s notes (time, position, device) before they are sent. Your position is used once, with your leave, to fill in the place.',
        },
        {
          zh: '没有脚本时，照片按原样发来；给别人看的，都去掉了这些信息。',
          en: 'Without scripts photos arrive as they are; whatever is shown to others has lost those notes.',
        },
      ],
    },
    {
      title: { zh: '谁能看到', en: 'Who sees it' },
      text: [
        {
          zh: '办理的单位看不到是谁反映的，也看不到手机号和邮箱。只有负责回访的人能看，每次看都记下是谁、为什么。',
          en: 'The unit that handles a report never sees who reported it, nor the phone number or address. Only who calls back may see it, and each look is recorded with its reason.',
        },
        {
          zh: '公开的只有：类别、地点、办理经过和遮过人脸、车牌的照片。公开前由人看过。',
          en: 'Public are only the kind, the place, what was done, and photos with faces and plates covered. A person looks at them before.',
        },
      ],
    },
    {
      title: { zh: '这台手机里存什么', en: 'What is kept in your phone' },
      text: [
        {
          zh: '没发出去的草稿、您选的字号和语言，以及最近几件的编号和查询码（最多90天），好让您再来时不用输。清除浏览器数据就都没了。',
          en: 'Drafts that were not sent, your choice of type size and language, and number and code of your last reports (90 days at most), so that you need not type them again. Clearing the browser’s data removes all of it.',
        },
        { zh: '没有广告，没有统计脚本，不连别的网站。', en: 'No advertising, no tracking, no connection to other sites.' },
      ],
    },
    {
      title: { zh: '想查、想改、想删', en: 'To see, correct or delete it' },
      text: [
        {
          zh: '打 {phone} 报编号，或写信给{office}。您的手机号和邮箱，在“查进度”里点“不用再告诉我”当场就删掉，打电话要求也行。',
          en: 'Call {phone} with your number, or write to the {office}. Your phone number and address are erased at once when you press “Stop telling me” on the page of your case, or ask by telephone.',
        },
      ],
    },
  ],
};

export const accessibility: Prose = {
  title: { zh: '无障碍说明', en: 'Accessibility' },
  lead: {
    zh: '看不清、听不见、手不便、网很慢，都应能用。',
    en: 'It should work for who sees little, hears little, has one hand free, or a slow network.',
  },
  parts: [
    {
      title: { zh: '做到了什么', en: 'What is done' },
      text: [
        {
          zh: '按 WCAG 2.2 的 AA 级做，用程序逐页查过。每个按钮至少48像素高，字与底的对比不低于4.5:1，状态都有字，不只靠颜色。',
          en: 'Built to WCAG 2.2 level AA and checked page by page with a program. Buttons are at least 48 pixels high, contrast is at least 4.5:1, and a state is always a word, never colour alone.',
        },
        {
          zh: '每一页上方都有“大字版”。用键盘、读屏软件都能走完反映和查进度的每一步。',
          en: '“Large type” stands at the top of every page. Every step of reporting and following works with a keyboard and a screen reader.',
        },
        { zh: '关掉脚本也能用；地图上有的，列表里都有。', en: 'It works without scripts, and whatever is on a map is in a list as well.' },
      ],
    },
    {
      title: { zh: '还没做到的', en: 'What is not done yet' },
      text: [
        {
          zh: '市民照片没有逐张写文字说明，只写了是哪一件；经过里的话是中文的。',
          en: 'Citizens’ photos are described only by the case they belong to; quoted words are in Chinese.',
        },
      ],
    },
    {
      title: { zh: '不方便用，请告诉我们', en: 'If something does not work for you' },
      text: [
        { zh: '打 {phone}，24小时有人接，可以直接替您登记。', en: 'Call {phone}, day and night; your report can be taken down for you.' },
      ],
    },
  ],
};
