import type { FastifyRequest } from 'fastify';
import { countedAddress } from '../limits/limits.ts';
import type { HttpDeps } from './deps.ts';
import { servedCity } from './request.ts';

const MINUTE = 60;

/**
 * Counts a request of one address over all processes, after the count of this process has let it through: a flood is
 * refused in memory, and costs the database no more than what is allowed. For what the public may send; reading is
 * counted in memory alone. Runs before the body is read.
 */
export const sharedLimit =
  (deps: HttpDeps, what: string, mostPerMinute: number) =>
  async (request: FastifyRequest): Promise<void> => {
    if (!deps.limitsRequests) return;
    const { cityId } = await servedCity(deps, request);
    await deps.limits.spend(cityId, { what, most: mostPerMinute, seconds: MINUTE }, countedAddress(request.ip));
  };
