import type { FastifyRequest } from 'fastify';
import { ProblemPage } from './cases/pages/ProblemPage.tsx';
import { cityFacts } from './city/exports.ts';
import type { Problem } from './kernel/problem.ts';
import type { Database } from './platform/db/database.ts';
import { problemBody } from './platform/http/answer-problem.ts';
import type { HttpDeps } from './platform/http/deps.ts';
import { localeOf } from './platform/http/request.ts';
import type { PageAnswer, PageSection } from './platform/slice.ts';
import { styleAddress } from './public/assets.ts';
import { PublicDocument } from './public/document.tsx';
import type { Site } from './public/site.ts';
import { siteOf } from './public/site-of.ts';

interface Deps {
  readonly cityFor: HttpDeps['cityFor'];
  readonly database: Database;
  readonly sections: () => readonly PageSection[];
}

const nobody: Site = siteOf(
  { name: '同创', nameEn: 'Tongchuang', settings: { publicName: { zh: '同创', en: 'Tongchuang' }, hotline: '' } },
  [],
);

/** The page for a problem on a public address. It must not fail itself: without a database it speaks for nobody. */
export const problemPage =
  ({ cityFor, database, sections }: Deps) =>
  async (problem: Problem, request: FastifyRequest): Promise<PageAnswer> => {
    const locale = localeOf(request);
    const body = problemBody(problem, locale, request.id);
    const seconds = Number(problem.detail.seconds ?? 60);
    return {
      title: body.title,
      status: problem.kind.status,
      robots: 'noindex',
      page: (
        <PublicDocument
          around={{ site: await siteFor(request), visit: { locale, large: request.cookies?.large === '1', path: '/' } }}
          title={body.title}
          style={styleAddress()}
          scripts={[]}
          preload={[]}
        >
          <ProblemPage status={problem.kind.status} says={body.title} seconds={seconds} requestId={request.id} />
        </PublicDocument>
      ),
    };

    async function siteFor({ hostname }: FastifyRequest): Promise<Site> {
      try {
        const city = await cityFor(hostname);
        return city ? siteOf(await cityFacts(database.reader(city.cityId)), sections()) : nobody;
      } catch {
        return nobody;
      }
    }
  };
