/** Which kind of unit leads for a class, as a first duty list. `words` are looked for in the names of the city's units; without a match the area's own unit leads. */

export interface PresetDuty {
  readonly article: string;
  readonly category: string;
  readonly text: string;
  readonly words: readonly string[];
  readonly joint: readonly string[];
  readonly by?: 'street' | 'community';
  /** Holds for some answers to a question only; left out of the list where the city has no unit of that name. */
  readonly answer?: { readonly to: string; readonly is: readonly string[] };
}

export const presetDuties: readonly PresetDuty[] = [
  { article: '1.1', category: 'e01', text: '道路和公共场所的市容环境由城管部门牵头', words: ['城管', '城市管理', '综合执法'], joint: [] },
  { article: '1.2', category: 'e01-07', text: '小区和楼道由社区牵头', words: [], joint: ['住建', '消防'], by: 'community' },
  { article: '1.3', category: 'e01-05', text: '河湖水面由水务部门牵头', words: ['水务', '水利'], joint: ['城管', '城市管理'] },
  {
    article: '1.4',
    category: 'e01-08',
    text: '餐饮油烟由城管部门牵头',
    words: ['城管', '城市管理', '综合执法'],
    joint: ['生态环境', '环保', '市场监管'],
  },
  { article: '1.5', category: 'e01-09', text: '排水管网由住建部门牵头', words: ['住建', '住房', '水务'], joint: [] },
  { article: '2.1', category: 'e02', text: '户外广告由城管部门牵头', words: ['城管', '城市管理', '综合执法'], joint: [] },
  { article: '2.2', category: 'e02-01', text: '背街小巷和小区的小广告由社区清除', words: [], joint: ['城管', '城市管理'], by: 'community' },
  { article: '2.4', category: 'e02-04', text: '公益广告由宣传部门牵头', words: ['宣传', '文旅', '文化'], joint: ['城管', '城市管理'] },
  { article: '3.1', category: 'e03', text: '建筑工地由住建部门牵头', words: ['住建', '住房'], joint: ['城管', '城市管理'] },
  {
    article: '4.1',
    category: 'e05-01',
    text: '市场红线外占道经营由城管部门牵头',
    words: ['城管', '城市管理', '综合执法'],
    joint: ['市场监管'],
  },
  { article: '4.2', category: 'e05-03', text: '机动车停放由公安交警牵头', words: ['交警', '公安'], joint: ['城管', '城市管理'] },
  { article: '4.3', category: 'e05-06', text: '消防通道由消防部门牵头', words: ['消防'], joint: ['住建', '住房'] },
  { article: '4.4', category: 'e05-05', text: '小区充电由社区牵头', words: [], joint: ['消防', '住建'], by: 'community' },
  { article: '4.5', category: 'e05', text: '街面秩序由城管部门牵头', words: ['城管', '城市管理', '综合执法'], joint: [] },
  { article: '4.6', category: 'e05-08', text: '社会生活噪声由公安部门牵头', words: ['公安'], joint: ['生态环境', '环保'] },
  { article: '5.1', category: 'e04', text: '突发事件由住建部门牵头先行处置', words: ['住建', '住房'], joint: ['应急'] },
  { article: '5.2', category: 'e04-02', text: '供水管网由水务部门牵头', words: ['水务', '供水'], joint: [] },
  {
    article: '5.3',
    category: 'c01-01',
    text: '排水井盖由水务部门牵头，其他井盖由权属单位',
    words: ['水务', '住建', '住房'],
    joint: ['供电', '通信'],
  },
  {
    article: '5.3.1',
    category: 'c01-01',
    text: '燃气井盖由燃气主管部门督促权属单位处置',
    words: ['燃气', '住建', '住房'],
    joint: ['应急'],
    answer: { to: 'owner', is: ['gas'] },
  },
  {
    article: '5.3.2',
    category: 'c01-01',
    text: '电力井盖由供电单位处置',
    words: ['供电'],
    joint: ['住建'],
    answer: { to: 'owner', is: ['power'] },
  },
  {
    article: '5.3.3',
    category: 'c01-01',
    text: '通信井盖由通信单位处置',
    words: ['通信', '电信', '工信'],
    joint: ['住建'],
    answer: { to: 'owner', is: ['telecom'] },
  },
  { article: '5.4', category: 'c01-02', text: '路灯由住建部门牵头', words: ['住建', '住房'], joint: ['供电'] },
  { article: '5.5', category: 'c01-04', text: '供电设施由供电单位牵头', words: ['供电'], joint: [] },
  { article: '5.6', category: 'c01', text: '公用设施由住建部门牵头', words: ['住建', '住房'], joint: [] },
  { article: '6.1', category: 'c02', text: '道路设施由住建部门牵头', words: ['住建', '住房', '交通'], joint: [] },
  { article: '6.2', category: 'c02-03', text: '信号灯、标线由公安交警牵头', words: ['交警', '公安'], joint: [] },
  { article: '6.3', category: 'c02-04', text: '标志标线由公安交警牵头', words: ['交警', '公安'], joint: [] },
  { article: '6.4', category: 'c02-06', text: '公交站亭由交通部门牵头', words: ['交通'], joint: [] },
  { article: '7.1', category: 'c03', text: '环卫设施由城管部门牵头', words: ['城管', '城市管理', '综合执法'], joint: [] },
  { article: '7.2', category: 'c04', text: '园林绿化由园林部门牵头', words: ['园林', '林业', '住建'], joint: [] },
  { article: '7.3', category: 'c05', text: '其他设施由街道牵头', words: [], joint: ['民政', '残联'], by: 'street' },
  { article: '8.1', category: 'e06', text: '其他事件由社区牵头', words: [], joint: ['公安', '城管'], by: 'community' },
];
