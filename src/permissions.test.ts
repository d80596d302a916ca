import { beforeAll, describe, expect, inject, it } from 'vitest';
import { holds, roles, type Actor, type Grants, type Role } from './kernel/actor.ts';
import type { Operation } from './kernel/operation.ts';
import { allGrants, allRoutes } from './platform/assemble.ts';
import { apiScope, type ApiScope } from './platform/identity/schema.ts';
import { expectCommitted } from './testing/committed.ts';
import { everySlice } from './testing/every-slice.ts';

/** Who may call what, over the whole product. The matrix is committed, so that a review shows every change of rights. */

let grants: Grants;
let operations: readonly Operation[];
beforeAll(async () => {
  const slices = await everySlice(inject('cluster'));
  grants = allGrants(slices);
  operations = allRoutes(slices).map((route) => route.operation);
});

const free = ['public', 'signedIn', 'ownAccount'];
const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);
const names = (operation: Operation) => [operation.params, operation.query, operation.body].flatMap((part) => Object.keys(part));

describe('operations', () => {
  it('are there', () => {
    expect(operations.length).toBeGreaterThan(100);
  });
  it('ask for a permission that is declared', () => {
    expect(
      operations.filter(({ permission }) => !free.includes(permission) && !Object.hasOwn(grants, permission)).map(({ id }) => id),
    ).toEqual([]);
  });
  it('have an id and an address of their own', () => {
    expect(twice(operations.map(({ id }) => id))).toEqual([]);
    expect(twice(operations.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`))).toEqual([]);
  });
  it('say how often a stranger may write', () => {
    expect(
      operations
        .filter(({ permission, method, perMinute }) => permission === 'public' && method !== 'GET' && !(perMinute && perMinute <= 60))
        .map(({ id }) => id),
    ).toEqual([]);
  });
  it('take each name from one place only', () => {
    expect(operations.flatMap((operation) => twice(names(operation)).map((name) => `${operation.id} ${name}`))).toEqual([]);
  });
  it('have the parameters that their path names, and no body to a GET', () => {
    for (const { id, path, params, method, body } of operations) {
      expect([id, [...path.matchAll(/:(\w+)/g)].map(([, name]) => name).toSorted()]).toEqual([id, Object.keys(params).toSorted()]);
      if (method === 'GET') expect([id, Object.keys(body)]).toEqual([id, []]);
    }
  });
});

describe('permissions', () => {
  it('are all held by somebody', () => {
    for (const [permission, held] of Object.entries(grants)) expect([permission, held.length > 0]).toEqual([permission, true]);
  });
  it('of the three administrators are apart', () => {
    const own = (role: Role) =>
      Object.entries(grants)
        .filter(([, held]) => held.includes(role))
        .map(([permission]) => permission);
    const audit = own('auditAdmin');
    for (const role of ['systemAdmin', 'securityAdmin'] as const)
      expect(own(role).filter((permission) => audit.includes(permission))).toEqual([]);
  });
  it('are the committed matrix', async () => {
    await expectCommitted('docs/permissions.md', matrix());
  });
});

const everyRole = Object.keys(roles) as Role[];

function may(role: Role | null, operation: Operation): boolean {
  const post = role && { postId: '1', unitId: '1', unitName: '', unitShortName: '', role, areaId: null };
  const actor: Actor = {
    cityId: 1,
    kind: role ? 'person' : 'public',
    personId: role ? '1' : null,
    name: '',
    posts: post ? [post] : [],
    locale: 'zh',
  };
  return holds(actor, grants, operation.permission);
}

/** Keys have no role; their scopes say what they open. */
const scopeMeanings: Readonly<Record<ApiScope, string>> = {
  'open311.read':
    '以密钥的额度读取 /open311/v2,并看到自己报送、尚未公开的件的进展 / read under /open311/v2 with the quota of a key, and the progress of what it sent itself',
  'open311.write': '报送问题和进展 / send reports and updates under /open311/v2',
  'measures.read': '目前没有操作要求它 / no operation asks for it yet',
};
const keyTable = (): string[] => [
  '',
  '## 接口密钥 / API keys',
  '',
  row(['范围 scope', '可以 allows']),
  row(['---', '---']),
  ...apiScope.options.map((scope) => row([scope, scopeMeanings[scope]])),
];

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function matrix(): string {
  const groups = [...new Set(operations.map(({ id }) => id.split('.')[0] ?? ''))].toSorted();
  const head = [
    row(['操作 operation', '地址 address', '权限 permission', '公众', ...everyRole.map((role) => roles[role].zh)]),
    row(['---', '---', '---', ':-:', ...everyRole.map(() => ':-:')]),
  ];
  const line = (operation: Operation) =>
    row([
      `${operation.id}${operation.byLink ? ' 📱' : ''}`,
      `${operation.method} ${operation.path}`,
      operation.permission,
      ...[null, ...everyRole].map((role) => (may(role, operation) ? '●' : '')),
    ]);
  const table = (group: string) => [
    '',
    `## ${group}`,
    '',
    ...head,
    ...operations
      .filter(({ id }) => id.startsWith(`${group}.`))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(line),
  ];
  return [
    '# 谁能做什么 / Who may do what',
    '',
    '由程序生成，`UPDATE=1 npx vitest run src/permissions.test.ts` 重写；改了权限，这张表会跟着变，评审时看得见。● = 岗位有权调用；能看到哪些记录、在什么状态下能做，由各业务规则另行决定。📱 = 手机链接也可调用。',
    '',
    'Generated; `UPDATE=1 npx vitest run src/permissions.test.ts` rewrites it, so that a review shows every change of rights. ● = a post with this role may call the operation; which records it sees, and in which state it may act, is decided by the rules of the slice. 📱 = also by a phone link.',
    '',
    row(['角色 role', 'key', 'English']),
    row(['---', '---', '---']),
    ...everyRole.map((role) => row([roles[role].zh, role, roles[role].en])),
    ...groups.flatMap(table),
    ...keyTable(),
    '',
  ].join('\n');
}
