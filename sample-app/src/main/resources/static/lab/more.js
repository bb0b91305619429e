import { el, find } from './dom.js';
import { chosenCase } from './form.js';
import { t } from './i18n.js';
import { draws } from './state.js';

/** What can be done without the page: commands, a second instance, the other addresses of the sample. */

const SECOND = 'mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments=--server.port=8081';

const LINKS = [
  ['v3/api-docs', 'more.openapi'],
  ['api/cases', 'more.cases'],
  ['api/scheduled-runs?strategy=lock', 'more.scheduled'],
  ['actuator/prometheus', 'more.metrics'],
  ['actuator/locks', 'more.locks'],
];

export function startMore() {
  draws(['language', 'form', 'cases'], draw);
}

function draw() {
  const base = new URL('.', location.href).href.replace(/\/$/, '');
  const name = chosenCase() || 'cancel-pay';
  const race = ['none', 'lock'].map((strategy) => `curl -X POST '${base}/api/races/${name}?strategy=${strategy}'`).join('\n');
  const order = [
    `curl -i -H 'Content-Type: application/json' -d '{"amountCents":1999}' ${base}/api/orders`,
    `curl ${base}/api/orders/1`, `curl -X POST ${base}/api/orders/1/pay`, `curl -i -X POST ${base}/api/orders/1/cancel`,
  ].join('\n');
  find('more-body').replaceChildren(
    el('h3', {}, t('more.race')), command(`${race}\ncurl ${base}/api/races`),
    el('h3', {}, t('more.order')), command(order), el('p', { class: 'hint' }, t('more.orderNote')),
    el('h3', { id: 'second' }, t('more.second')), command(SECOND), el('p', { class: 'hint' }, t('more.secondNote')),
    el('h3', {}, t('more.links')),
    el('ul', {}, ...LINKS.map(([href, key]) => el('li', {}, el('a', { href }, t(key))))));
}

const command = (lines) => el('pre', { tabindex: '0' }, el('code', { lang: 'en' }, lines));
