import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem, problems } from '../../kernel/problem.ts';

type Limits = NonNullable<NonNullable<Parameters<FastifyRequest['parts']>[0]>['limits']>;

/** The parser's own refusals carry a status (413 for too many); what it cannot read has none. */
const asProblem = (error: unknown): unknown =>
  error instanceof Error && !('statusCode' in error) ? new Problem(problems.malformed) : error;

/**
 * The parts of a form with files, one after the other; each file is read, or resumed, before the next.
 * @throws Problem malformed for a body without a boundary, or one that ends early, as of a lost connection
 */
export async function* partsOf(request: FastifyRequest, limits: Limits): AsyncGenerator<Multipart> {
  let parts: AsyncIterator<Multipart>;
  try {
    parts = request.parts({ limits })[Symbol.asyncIterator]();
  } catch (error) {
    throw asProblem(error);
  }
  for (;;) {
    const next = await parts.next().catch((error: unknown) => {
      throw asProblem(error);
    });
    if (next.done) return;
    yield next.value;
  }
}

/** The bytes of a file's part. @throws Problem malformed where they end early */
export async function* bytesOf(file: MultipartFile['file']): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch (error) {
    throw asProblem(error);
  }
}
