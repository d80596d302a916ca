import type { Rect } from './land.ts';

/** The areas of the demo city as rectangles of the plane (`land.ts`). All names are invented. */

export interface DemoCommunity {
  readonly name: string;
  readonly rect: Rect;
  /** Names of its compounds; `blocks` has them for a community that is divided into 片. */
  readonly compounds?: readonly string[];
  readonly blocks?: readonly { readonly name: string; readonly rect: Rect; readonly compounds: readonly string[] }[];
}
interface DemoStreet {
  readonly name: string;
  readonly rect: Rect;
  readonly communities: readonly DemoCommunity[];
}
export interface DemoDistrict {
  readonly name: string;
  readonly rect: Rect;
  readonly streets: readonly DemoStreet[];
}

/** The community of the source document: 22 compounds in five 片, each with its 片长. */
const riverside: DemoCommunity = {
  name: '河滨社区',
  rect: [26, 20, 48, 32],
  blocks: [
    {
      name: '一片 河滨路北',
      rect: [26, 26, 34, 32],
      compounds: ['农业局小区', '电子器材厂小区', '水文局小区', '供电公司南院', '供电公司北院'],
    },
    { name: '二片 枣园巷', rect: [34, 26, 41, 32], compounds: ['郊区武装部小区', '农机局家属院', '粮食局院', '邮政小区'] },
    { name: '三片 学府坡', rect: [41, 26, 48, 32], compounds: ['教师新村', '河滨一号院', '河滨二号院', '印刷厂院'] },
    { name: '四片 河畔', rect: [26, 20, 37, 26], compounds: ['河畔花园', '河滨三号院', '安居苑', '林业小区', '纺织小区'] },
    { name: '五片 铁路', rect: [37, 20, 48, 26], compounds: ['铁路一院', '铁路二院', '百货后院', '银行小区'] },
  ],
};

export const districts: readonly DemoDistrict[] = [
  {
    name: '塔湾区',
    rect: [0, 0, 66, 42],
    streets: [
      {
        name: '枣林街道',
        rect: [26, 20, 66, 42],
        communities: [
          riverside,
          {
            name: '枣林社区',
            rect: [48, 20, 66, 42],
            compounds: ['枣林新苑', '枣林一号院', '枣林二号院', '建材厂院', '福佑家园', '文昌巷小区', '运输公司院'],
          },
          { name: '塔湾社区', rect: [26, 32, 48, 42], compounds: ['塔湾人家', '桥头院', '砖塔巷小区', '陶瓷厂院', '晨光小区', '塔下花园'] },
        ],
      },
      {
        name: '石桥街道',
        rect: [34, 0, 66, 20],
        communities: [
          { name: '石桥社区', rect: [34, 8, 50, 20], compounds: ['石桥新村', '石桥一号院', '五金厂院', '食品公司院', '石桥花园'] },
          {
            name: '市场路社区',
            rect: [50, 8, 66, 20],
            compounds: ['市场路一号院', '市场路二号院', '百盛小区', '蔬菜公司院', '和顺家园', '小商品城公寓'],
          },
          { name: '清河桥社区', rect: [34, 0, 66, 8], compounds: ['清河桥南院', '清河桥北院', '河堤小区', '沙石厂院'] },
        ],
      },
      {
        name: '南关街道',
        rect: [0, 0, 34, 20],
        communities: [
          {
            name: '南关社区',
            rect: [14, 6, 34, 20],
            compounds: ['南关新居', '药材公司院', '南门花园', '古井巷小区', '石油公司院', '南关一号院'],
          },
          { name: '铁路社区', rect: [0, 6, 14, 20], compounds: ['机务段院', '工务段院', '站前小区', '列车新村'] },
          { name: '南坪社区', rect: [0, 0, 34, 6], compounds: ['南坪小区', '窑洞新村', '果品公司院'] },
        ],
      },
      {
        name: '新城街道',
        rect: [0, 20, 26, 42],
        communities: [
          { name: '新城社区', rect: [0, 20, 13, 42], compounds: ['新城花园', '新城国际', '阳坡小区', '翠屏苑', '新城一号院'] },
          {
            name: '广场社区',
            rect: [13, 20, 26, 42],
            compounds: ['广场东院', '广场西院', '政务小区', '文化苑', '体育场小区', '广场花园', '青年公寓', '电视台院'],
          },
        ],
      },
    ],
  },
  {
    name: '清河区',
    rect: [66, 0, 120, 42],
    streets: [
      {
        name: '柳园街道',
        rect: [66, 20, 94, 42],
        communities: [
          {
            name: '柳园社区',
            rect: [66, 20, 80, 32],
            compounds: ['柳园一号院', '柳园二号院', '柳园三号院', '柳荫小区', '造纸厂院', '柳园新村'],
          },
          { name: '师苑社区', rect: [80, 20, 94, 32], compounds: ['师苑小区', '学院家属院', '桃李园', '附中院', '书香苑'] },
          {
            name: '纺织社区',
            rect: [66, 32, 94, 42],
            compounds: ['棉纺一院', '棉纺二院', '针织厂院', '印染厂院', '织锦家园', '纺专小区', '梭子巷小区'],
          },
        ],
      },
      {
        name: '云岭街道',
        rect: [94, 20, 120, 42],
        communities: [
          { name: '云岭社区', rect: [94, 20, 120, 31], compounds: ['云岭小区', '云岭新村', '化肥厂院', '岭下花园'] },
          { name: '水泉社区', rect: [94, 31, 120, 42], compounds: ['水泉小区', '自来水公司院', '甘泉家园', '泉眼巷小区', '水泉新村'] },
        ],
      },
      {
        name: '东川街道',
        rect: [66, 0, 120, 20],
        communities: [
          {
            name: '东川社区',
            rect: [66, 0, 92, 20],
            compounds: ['东川花园', '东川一号院', '汽修厂院', '面粉厂院', '东川新居', '客运公司院', '东桥小区'],
          },
          { name: '沙滩坪社区', rect: [92, 0, 120, 20], compounds: ['沙滩坪小区', '地质队院', '沙坪新村'] },
        ],
      },
    ],
  },
  {
    name: '北塬区',
    rect: [0, 42, 120, 60],
    streets: [
      {
        name: '北塬街道',
        rect: [0, 42, 58, 60],
        communities: [
          { name: '北塬社区', rect: [0, 42, 29, 60], compounds: ['北塬小区', '塬上人家', '气象局院', '北塬一号院', '麦香苑'] },
          { name: '新村社区', rect: [29, 42, 58, 60], compounds: ['北塬新村', '移民新村', '安置小区', '向阳苑', '槐荫小区', '双拥小区'] },
        ],
      },
      {
        name: '东岭街道',
        rect: [58, 42, 120, 60],
        communities: [
          { name: '东岭社区', rect: [58, 42, 89, 60], compounds: ['东岭小区', '技校院', '东岭花园', '农科所院', '东岭新居'] },
          { name: '果园社区', rect: [89, 42, 120, 60], compounds: ['果园小区', '苹果基地院', '果香家园', '冷库院'] },
        ],
      },
    ],
  },
];

/** Nobody answers for these two, so that the duty map has something to say. */
export const vacantCompounds: readonly string[] = ['建材厂院', '桥头院'];

/** Compounds whose people belong to a resident unit. */
export const compoundsOfUnits: Readonly<Record<string, string>> = {
  农业局小区: '农业局',
  电子器材厂小区: '电子器材厂',
  郊区武装部小区: '郊区武装部',
  水文局小区: '水文局',
  供电公司南院: '供电分公司',
  供电公司北院: '供电分公司',
  农机局家属院: '农机局',
};
/** 四防 of which the devices were completed and mended together with the resident unit. */
export const mendedCompounds: readonly string[] = ['农业局小区', '电子器材厂小区', '郊区武装部小区', '水文局小区'];
