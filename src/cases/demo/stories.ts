import type { Channel } from '../schema/words.ts';
import type { Scene } from './pictures.ts';

/** The cases of the last days, as people tell them; each goes through the services up to a state. */

export type Until =
  | 'reported'
  | 'filed'
  | 'assigned'
  | 'inProgress'
  | 'asked'
  | 'requested'
  | 'handled'
  | 'rework'
  | 'returned'
  | 'adjudicating'
  | 'longTerm'
  | 'closed'
  | 'reopened'
  | 'declined';

export interface DemoStory {
  readonly title: string;
  readonly words: string;
  readonly category: string;
  readonly channel: Channel;
  readonly scene: Scene | null;
  readonly until: Until;
  /** Name of the community in which it lies; anywhere without it. */
  readonly near?: string;
  /** Title of an earlier story at whose place it happens. */
  readonly sameAs?: string;
  /** Answers to the further questions of the category. */
  readonly answers?: Readonly<Record<string, string | readonly string[]>>;
  /** Working hours ago. */
  readonly hoursAgo: number;
}

export const demoStories: readonly DemoStory[] = [
  {
    title: '农机局家属院 3 号楼前飞线充电',
    words: '三楼窗户拉下来一根线给电瓶车充电，下雨也充。',
    category: 'e05-05',
    channel: 'publicWeb',
    scene: null,
    until: 'assigned',
    near: '河滨社区',
    hoursAgo: 1,
  },
  {
    title: '水文局小区 2 号楼楼道堆了旧家具',
    words: '二楼拐角堆了旧沙发和床板，轮椅过不去。',
    category: 'e01-07',
    answers: { house: '2号楼1单元2层', passage: 'narrow' },
    channel: 'publicWeb',
    scene: 'stairs',
    until: 'inProgress',
    near: '河滨社区',
    hoursAgo: 3,
  },
  {
    title: '供电分公司家属院门口贴满小广告',
    words: '大门两边的墙全是开锁、通下水的小广告。',
    category: 'e02-01',
    channel: 'supervisor',
    scene: null,
    until: 'rework',
    near: '河滨社区',
    hoursAgo: 8,
  },
  {
    title: '南关农贸市场东门外摊位占满人行道',
    words: '东门出来人行道全是摊，推婴儿车只能走机动车道，七点到九点最挤。',
    category: 'e05-01',
    channel: 'publicWeb',
    scene: 'stalls',
    until: 'reported',
    hoursAgo: 0.4,
  },
  {
    title: '石桥路与河堤路口红绿灯不亮',
    words: '从早上就不亮，车都抢着过。',
    category: 'c02-03',
    channel: 'hotline',
    scene: null,
    until: 'reported',
    hoursAgo: 0.2,
  },
  {
    title: '新城小学门口斑马线磨没了',
    words: '小学门口斑马线磨没了，孩子过街看不见。',
    category: 'c02-04',
    channel: 'wechat',
    scene: null,
    until: 'reported',
    hoursAgo: 0.8,
  },
  {
    title: '老人说公共厕所晚上八点就锁门',
    words: '楼下的公共厕所从上个月开始晚上八点就锁门，附近夜市的人没地方去，都到墙根。',
    category: 'c03-01',
    answers: { what: ['closed'] },
    channel: 'counter',
    scene: null,
    until: 'reported',
    hoursAgo: 1.2,
  },
  {
    title: '河湾公园长椅断了两根木条',
    words: '长椅断了两根木条，露着钉子。',
    category: 'c04-03',
    channel: 'publicWeb',
    scene: null,
    until: 'filed',
    hoursAgo: 0.9,
  },
  {
    title: '共享单车把盲道占了约 30 米',
    words: '盲道上停了一排共享单车，大概三十米。',
    category: 'e06-03',
    channel: 'supervisor',
    scene: 'cars',
    until: 'filed',
    hoursAgo: 1.1,
  },
  {
    title: '施工围挡公益广告破损',
    words: '围挡上的公益广告撕了一半，在风里响。',
    category: 'e02-04',
    channel: 'patrol',
    scene: null,
    until: 'filed',
    hoursAgo: 1.4,
  },
  {
    title: '小区大门口垃圾桶满溢',
    words: '大门口三个垃圾桶都满了，流到地上。',
    category: 'c03-02',
    channel: 'publicWeb',
    scene: 'rubbish',
    until: 'filed',
    hoursAgo: 3,
  },
  {
    title: '市场路 22 号门前流动摊贩',
    words: '市场路22号门前流动摊贩天天来，油烟往楼上飘。',
    category: 'e05-01',
    channel: 'hotline',
    scene: 'stalls',
    until: 'assigned',
    hoursAgo: 1.2,
  },
  {
    title: '石桥路灯杆小广告',
    words: '一整条路的灯杆都贴满了。',
    category: 'e02-02',
    channel: 'patrol',
    scene: null,
    until: 'assigned',
    hoursAgo: 3,
  },
  {
    title: '渣土车带泥上路',
    words: '环城路渣土车带泥上路，电视台拍到了。',
    category: 'e01-04',
    channel: 'media',
    scene: null,
    until: 'assigned',
    hoursAgo: 1,
  },
  {
    title: '农机局家属院 2 号楼西侧垃圾没清',
    words: '2号楼西侧垃圾堆了三天，没有人清。',
    category: 'e01-01',
    answers: { kind: ['household', 'bulky'], amount: 'cart' },
    channel: 'publicWeb',
    scene: 'rubbish',
    until: 'inProgress',
    near: '河滨社区',
    hoursAgo: 3,
  },
  {
    title: '柳林一街店外堆物，货箱、旧冰柜占道',
    words: '货箱、旧冰柜和两块广告牌一直堆到马路牙子。',
    category: 'e05-02',
    channel: 'inspection',
    scene: null,
    until: 'inProgress',
    hoursAgo: 6,
  },
  {
    title: '背街小巷垃圾箱破损 14 处',
    words: '背街小巷一路看下来，垃圾箱破了14个。',
    category: 'c03-02',
    channel: 'inspection',
    scene: 'rubbish',
    until: 'inProgress',
    hoursAgo: 3.5,
  },
  {
    title: '滨河步道夜间烧烤油污未清',
    words: '夜里烧烤，早上地上一层油，跑步的人滑倒过。',
    category: 'e01-04',
    channel: 'publicWeb',
    scene: null,
    until: 'inProgress',
    hoursAgo: 30,
  },
  {
    title: '户外广告牌锈蚀松动',
    words: '三楼那块广告牌锈得快掉了，风大的时候晃。',
    category: 'e02-03',
    channel: 'hotline',
    scene: null,
    until: 'asked',
    hoursAgo: 9,
  },
  {
    title: '健身步道照明 3 盏不亮',
    words: '步道中段三盏灯不亮，老人不敢走。',
    category: 'c01-02',
    answers: { state: 'dark', count: '3' },
    channel: 'publicWeb',
    scene: 'lamp',
    until: 'requested',
    hoursAgo: 12,
  },
  {
    title: '柳园二号院 3 号楼地下室通道堆放杂物，三轮车挡住安全出口',
    words:
      '三号楼地下室两边堆得满满的，纸箱子、旧柜子，还有个三轮车正好横在安全门前头，都大半年了。晚上灯又不亮，我妈去拿东西差点绊倒。跟楼长说过，楼长说是租户的，管不了。',
    category: 'e01-07',
    answers: { house: '3号楼地下室', passage: 'blocked' },
    channel: 'hotline',
    scene: 'stairs',
    until: 'handled',
    hoursAgo: 7,
  },
  {
    title: '新城广场共享单车乱停',
    words: '广场北口堆了几百辆。',
    category: 'e05-04',
    answers: { kind: 'shared', count: '300' },
    channel: 'app',
    scene: 'cars',
    until: 'handled',
    hoursAgo: 9,
  },
  {
    title: '铁路二院 4 号楼前井盖响',
    words: '车一过就咣当响，夜里睡不着。',
    category: 'c01-01',
    answers: { owner: 'telecom', state: 'loose' },
    channel: 'hotline',
    scene: 'manhole',
    until: 'handled',
    hoursAgo: 13,
  },
  {
    title: '河湾早市散市后不保洁',
    words: '早市散了以后菜叶子到中午还在。',
    category: 'e01-01',
    channel: 'supervisor',
    scene: 'rubbish',
    until: 'rework',
    hoursAgo: 7,
  },
  {
    title: '公交站台玻璃破损',
    words: '站台玻璃碎了一块，用胶带粘着。',
    category: 'c02-06',
    channel: 'patrol',
    scene: null,
    until: 'rework',
    hoursAgo: 28,
  },
  {
    title: '烧烤店油烟直接排到楼道',
    words: '烧烤店的油烟直接排到我们楼道里，窗户都不敢开。',
    category: 'e01-08',
    answers: { when: ['evening', 'night'], shop: '临街第二间烧烤店' },
    channel: 'letter',
    scene: null,
    until: 'returned',
    hoursAgo: 2,
  },
  {
    title: '校车停靠点没有站牌',
    words: '校车停靠点没有站牌，家长都站在路中间等。',
    category: 'c02-06',
    channel: 'wechat',
    scene: null,
    until: 'returned',
    hoursAgo: 2.4,
  },
  {
    title: '市场边界摊位到底归谁管',
    words: '红线内外两边都说不归自己管，已经推了两回。',
    category: 'e05-01',
    channel: 'hotline',
    scene: 'stalls',
    until: 'adjudicating',
    hoursAgo: 26,
  },
  {
    title: '供电公司北院路面塌陷',
    words: '北院进门路面塌了一块，下面是老水管。',
    category: 'e04-01',
    channel: 'hotline',
    scene: null,
    until: 'longTerm',
    hoursAgo: 60,
  },
  {
    title: '清河路小学门口盲道停车',
    words: '接孩子的时候盲道上全是车。',
    category: 'e05-03',
    answers: { count: '12', blocks: ['tactile', 'entrance'] },
    channel: 'publicWeb',
    scene: 'cars',
    until: 'closed',
    hoursAgo: 30,
  },
  {
    title: '水文局小区 3 号楼楼道堆物',
    words: '三楼到五楼堆满了纸箱。',
    category: 'e01-07',
    answers: { house: '3号楼2单元3层到5层', passage: 'narrow' },
    channel: 'publicWeb',
    scene: 'stairs',
    until: 'closed',
    near: '河滨社区',
    hoursAgo: 40,
  },
  {
    title: '水文局小区 3 号楼楼道又堆上纸箱',
    words: '上回清干净了，没过几天又堆上了。',
    category: 'e01-07',
    channel: 'publicWeb',
    scene: 'stairs',
    until: 'inProgress',
    sameAs: '水文局小区 3 号楼楼道堆物',
    hoursAgo: 2,
  },
  {
    title: '石桥路菜店门口垃圾没清',
    words: '菜店门口烂菜叶堆着。',
    category: 'e01-01',
    channel: 'publicWeb',
    scene: 'rubbish',
    until: 'closed',
    hoursAgo: 36,
  },
  {
    title: '塔湾桥头路灯不亮',
    words: '桥头两盏灯一个礼拜没亮了。',
    category: 'c01-02',
    answers: { pole: 'TW-017', state: 'dark', count: '2' },
    channel: 'publicWeb',
    scene: 'lamp',
    until: 'closed',
    hoursAgo: 50,
  },
  {
    title: '电子器材厂家属院小广告又贴回来了',
    words: '清过一次，一个礼拜又贴满了，门上都是。',
    category: 'e02-01',
    channel: 'publicWeb',
    scene: null,
    until: 'reopened',
    hoursAgo: 9,
  },
  {
    title: '邻居欠钱不还',
    words: '邻居借了钱不还，你们能不能管管。',
    category: 'e06-99',
    channel: 'publicWeb',
    scene: null,
    until: 'declined',
    hoursAgo: 12,
  },
];
