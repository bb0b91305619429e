import { state } from './state.js';

/** What a race may be like: the limits of each number, and what it is unless said otherwise. */

export const NUMBERS = ['requests', 'users', 'threads', 'instances'];

const MOST_REQUESTS = 2_000;
const MOST_THREADS = 200;
const USUAL_THREADS = 16;

/** The order of the cases on the page, which is that of the documents. */
const ORDER = ['cancel-pay', 'flash-sale', 'payment-callback', 'merchant-order', 'refund', 'sub-orders', 'long-job'];

export function knownCases() {
  const place = (entry) => (ORDER.indexOf(entry.case) + ORDER.length + 1) % (ORDER.length + 1);
  return [...(state.cases ?? [])].sort((a, b) => place(a) - place(b));
}

export const caseNamed = (name) => state.cases?.find((entry) => entry.case === name);

export const instancesUp = () => Math.max(1, state.instances?.length ?? 1);

export function usual(entry) {
  const requests = Math.min(entry.defaultRequests, most('requests', entry));
  return { requests, users: usualUsers(entry, requests), threads: USUAL_THREADS, instances: 1 };
}

export const usualUsers = (entry, requests) => Math.max(1, Math.ceil(requests / entry.callsPerUser));

/** The upper limit of a number, given the case and the other numbers. */
export function most(name, entry, requests = MOST_REQUESTS) {
  const mostRequests = Math.min(MOST_REQUESTS, entry.mostRequests);
  switch (name) {
    case 'requests': return mostRequests;
    case 'users': return Math.min(entry.mostUsers ?? MOST_REQUESTS, requests >= 1 && requests <= mostRequests ? requests : mostRequests);
    case 'threads': return MOST_THREADS;
    default: return instancesUp();
  }
}
