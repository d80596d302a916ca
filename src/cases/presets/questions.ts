import type { AttributeDefinition } from '../schema/settings.ts';

/**
 * What is asked in addition, by kind: only what changes who goes there, with what, or when. Hotline desks ask the same.
 * All of it is optional but for one: nobody can be sent to a noise without knowing when it is there.
 */

type Name = readonly [zh: string, en: string];
const both = ([zh, en]: Name) => ({ zh, en });

interface More {
  readonly hint?: Name;
  readonly required?: true;
  readonly urgent?: readonly string[];
}
const ask = (
  code: string,
  type: AttributeDefinition['type'],
  name: Name,
  { hint, required }: More = {},
  values: AttributeDefinition['values'] = [],
): AttributeDefinition => ({ code, type, name: both(name), ...(hint ? { hint: both(hint) } : {}), required: required === true, values });
/** `urgent` names the answers that tell of a danger. */
const choices = (of: Readonly<Record<string, Name>>, urgent: readonly string[] = []): AttributeDefinition['values'] =>
  Object.entries(of).map(([key, name]) => ({ key, name: both(name), ...(urgent.includes(key) ? { urgent: true } : {}) }));
const one = (code: string, name: Name, of: Readonly<Record<string, Name>>, more: More = {}) =>
  ask(code, 'singlevaluelist', name, more, choices(of, more.urgent));
const several = (code: string, name: Name, of: Readonly<Record<string, Name>>, more: More = {}) =>
  ask(code, 'multivaluelist', name, more, choices(of));

const blocks = several('blocks', ['挡住了什么', 'What it blocks'], {
  pavement: ['人行道', 'Pavement'],
  tactile: ['盲道', 'Tactile paving'],
  fire: ['消防通道', 'Fire lane'],
  entrance: ['出入口', 'Entrance'],
  lane: ['车道', 'Traffic lane'],
});
const howMany = ask('count', 'number', ['大约几辆', 'About how many']);

export const presetQuestions: Readonly<Record<string, readonly AttributeDefinition[]>> = {
  // Rubbish: what it is decides who may take it, how much decides which vehicle comes.
  'e01-01': [
    several('kind', ['是什么垃圾', 'What kind of rubbish'], {
      household: ['生活垃圾', 'Household'],
      bulky: ['旧家具、大件', 'Furniture, bulky things'],
      building: ['装修、建筑垃圾', 'Rubble'],
      green: ['树枝、落叶', 'Branches, leaves'],
      kitchen: ['餐厨垃圾', 'Kitchen waste'],
    }),
    one('amount', ['大约多少', 'About how much'], {
      bags: ['几袋', 'A few bags'],
      cart: ['一小车', 'A cart-load'],
      truck: ['一卡车以上', 'A truck-load or more'],
    }),
  ],
  'e01-07': [
    ask('house', 'string', ['几号楼、几单元、几层', 'House, entrance, floor'], {
      hint: ['如 3号楼2单元4层', 'such as house 3, entrance 2, floor 4'],
    }),
    one(
      'passage',
      ['人还能过吗', 'Can people pass'],
      {
        free: ['能过', 'Yes'],
        narrow: ['要侧身', 'Only sideways'],
        blocked: ['过不去', 'No'],
      },
      { urgent: ['blocked'] },
    ),
  ],
  'e01-08': [
    several('when', ['一般什么时候', 'Usually when'], {
      morning: ['早上', 'Morning'],
      noon: ['中午', 'Noon'],
      evening: ['晚上', 'Evening'],
      night: ['夜里', 'At night'],
    }),
    ask('shop', 'string', ['店名或门牌', 'Name of the shop, or house number']),
  ],
  'e01-09': [
    ask('since', 'datetime', ['大约从什么时候开始', 'Since about when']),
    one('from', ['从哪里出来', 'Where it comes from'], {
      manhole: ['井口', 'A manhole'],
      pipe: ['管子', 'A pipe'],
      septic: ['化粪池', 'A septic tank'],
      unknown: ['看不出', 'Cannot tell'],
    }),
  ],
  'e03-02': [
    one('when', ['什么时候吵', 'When it is loud'], {
      now: ['现在正吵', 'Right now'],
      noon: ['中午', 'At noon'],
      night: ['晚上10点到早上6点', 'Between 10 p.m. and 6 a.m.'],
      allDay: ['整天', 'All day'],
    }),
    ask('site', 'string', ['工地叫什么、围挡上写着谁', 'Name of the site or builder']),
  ],
  'e05-03': [howMany, blocks],
  'e05-04': [
    howMany,
    one('kind', ['是什么车', 'What kind'], {
      shared: ['共享单车', 'Shared bicycles'],
      electric: ['电动车', 'Electric bicycles'],
      mixed: ['都有', 'Both'],
    }),
  ],
  // What stands in a fire lane decides whether the police, the fire brigade or the street goes.
  'e05-06': [
    one('by', ['被什么堵的', 'Blocked by what'], {
      cars: ['车', 'Vehicles'],
      things: ['杂物', 'Things put there'],
      gate: ['锁住的门、地桩', 'A locked gate, posts'],
      building: ['搭建的房子', 'Something built'],
    }),
  ],
  'e05-08': [
    one(
      'when',
      ['什么时候吵', 'When it is loud'],
      {
        now: ['现在正吵', 'Right now'],
        day: ['白天', 'In the daytime'],
        evening: ['晚上10点以前', 'Before 10 p.m.'],
        night: ['晚上10点到早上6点', 'Between 10 p.m. and 6 a.m.'],
        unsure: ['说不准', 'Hard to say'],
      },
      { required: true },
    ),
    one('source', ['什么声音', 'What it is'], {
      square: ['广场舞、音响', 'Dancing, loudspeakers'],
      shop: ['商铺喇叭', 'A shop’s loudspeaker'],
      renovation: ['装修', 'Renovation'],
      neighbour: ['邻居', 'Neighbours'],
      machine: ['水泵、空调等设备', 'Pumps, air conditioners'],
    }),
  ],
  'e06-01': [
    several('what', ['是哪一种', 'What happens'], {
      leash: ['不牵绳', 'No lead'],
      dirt: ['粪便不清', 'Dirt left behind'],
      large: ['大型犬、烈性犬', 'Large or fierce dogs'],
      stray: ['流浪犬猫', 'Strays'],
    }),
    ask('times', 'text', ['一般什么时候、在哪一段', 'When and where it usually happens']),
  ],
  // The word on the cover tells whose it is.
  'c01-01': [
    one('owner', ['井盖上写的是什么', 'What the cover says'], {
      rain: ['雨水', 'Rain water'],
      sewage: ['污水', 'Sewage'],
      water: ['自来水', 'Water'],
      power: ['电力', 'Power'],
      telecom: ['通信', 'Telecommunication'],
      gas: ['燃气', 'Gas'],
      unknown: ['看不清', 'Cannot be read'],
    }),
    one(
      'state',
      ['怎么了', 'What is wrong'],
      {
        missing: ['没有了', 'Missing'],
        broken: ['破了', 'Broken'],
        loose: ['松动、响', 'Loose'],
        sunk: ['下沉或凸起', 'Sunk or raised'],
      },
      { urgent: ['missing'] },
    ),
  ],
  'c01-02': [
    ask('pole', 'string', ['灯杆编号', 'Number on the pole'], {
      hint: ['灯杆上齐眼高的牌子，没有就不写', 'On a plate at eye level; leave it empty if there is none'],
    }),
    one(
      'state',
      ['怎么了', 'What is wrong'],
      {
        dark: ['不亮', 'Dark'],
        flickers: ['一闪一闪', 'Flickers'],
        day: ['白天也亮', 'On in the daytime'],
        leans: ['灯杆歪了、线露出来', 'The pole leans, wires show'],
      },
      { urgent: ['leans'] },
    ),
    ask('count', 'number', ['连着几盏', 'How many in a row']),
  ],
  'c02-01': [
    one('size', ['坑有多大', 'How large the hole is'], {
      small: ['脸盆大', 'Like a wash-basin'],
      medium: ['桌面大', 'Like a table'],
      large: ['一条车道', 'A whole lane'],
    }),
    one('deep', ['有多深', 'How deep'], {
      shallow: ['几厘米', 'A few centimetres'],
      deep: ['十厘米以上', 'Over ten centimetres'],
    }),
  ],
  'c03-01': [
    several('what', ['怎么了', 'What is wrong'], {
      dirty: ['脏', 'Dirty'],
      blocked: ['堵了', 'Blocked'],
      water: ['没水', 'No water'],
      light: ['没灯', 'No light'],
      door: ['门锁坏了', 'Broken lock'],
      closed: ['开放时间关着', 'Closed at opening hours'],
      barrier: ['无障碍间不能用', 'Accessible toilet unusable'],
    }),
  ],
  'c05-01': [
    one('what', ['是哪一样', 'Which one'], {
      ramp: ['坡道', 'Ramp'],
      rail: ['扶手', 'Handrail'],
      lift: ['升降台、电梯', 'Lift'],
      toilet: ['无障碍卫生间', 'Toilet'],
      parking: ['无障碍车位', 'Parking space'],
    }),
    ask('trouble', 'text', ['怎么不能用', 'In which way it cannot be used']),
  ],
};
