import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOpen311, type Open311Stage } from '../testing/open311.ts';

/** Bodies that end early or say nothing of their parts: refused in the format that was asked for. */

let stage: Open311Stage;
beforeAll(async () => {
  stage = await startOpen311();
});
afterAll(() => stage.close());

const field = '--x5\r\nContent-Disposition: form-data; name="description"\r\n\r\n';

test.each([
  ['no boundary', 'multipart/form-data', field],
  ['an end within a field', 'multipart/form-data; boundary=x5', `${field}half a wor`],
])('%s: 400, not 500', async (_, type, payload) => {
  const answer = await stage.app.inject({ method: 'POST', url: '/open311/v2/requests.json', headers: { 'content-type': type }, payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject([{ code: 400 }]);
});
