/** The sample's HTTP API. */

/** An answer that is a refusal, with its reason in English. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `HTTP ${status}`);
    this.status = status;
    this.raceId = body?.raceId;
  }
}

/** No answer at all. */
export class Silence extends Error {}

export const cases = () => ask('api/cases');
export const instances = () => ask('api/instances');
export const races = () => ask('api/races');
export const race = (id) => ask(`api/races/${id}`);
export const timeline = (id) => ask(`api/races/${id}/timeline`);
export const locks = () => ask('actuator/locks');
export const lock = (name) => ask(`actuator/locks?name=${encodeURIComponent(name)}`);

/** Starts a race and returns its report; in it, a holder to be stopped waits until somebody says how. */
export function start({ name, ...settings }) {
  const query = new URLSearchParams({ ...settings, async: true });
  if (name === 'long-job') {
    query.set('fault', 'ask');
  }
  return ask(`api/races/${encodeURIComponent(name)}?${query}`, 'POST');
}

export const fault = (id, name) => ask(`api/races/${id}/faults/${name}`, 'POST');
export const giveUp = (id) => ask(`api/races/${id}`, 'DELETE');
export const eventsOf = (id) => `api/races/${id}/events`;

async function ask(path, method = 'GET', patience = method === 'GET' ? 10_000 : 30_000) {
  let response;
  let body;
  try {
    response = await fetch(path, { method, cache: 'no-store', headers: { Accept: 'application/json, application/problem+json' }, signal: AbortSignal.timeout(patience) });
    body = await response.text();
  } catch {
    throw new Silence(path);
  }
  const answer = parsed(body);
  if (!response.ok) {
    throw new Problem(response.status, answer);
  }
  return answer;
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
