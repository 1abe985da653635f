import { due } from '../../../src/changes/due';
import { carryOut, differences, orderedTexts } from '../../helpers/carry-out';

const texts = orderedTexts();
const reason = 'payments fail';

test.each([
  [
    'a service in an environment',
    { service: 'payment-service', environment: 'production' },
    'services/payment-service/prod.yaml: hold',
    'payment-service in prod',
  ],
  ['a whole environment', { environment: 'prod' }, 'environments/prod.yaml: hold', 'environment prod'],
  ['a team', { team: 'blog-team' }, 'platform.yaml: teams.blog-team.hold', 'team blog-team'],
])('R4-11: %s is held, and resumed to its bytes', (_, what, place, words) => {
  const held = carryOut('hold', { ...what, releases: ['v1.3.0'] }, texts, { reason });
  const again = carryOut('hold', { ...what, releases: ['v1.3.0'] }, held.texts, {
    reason,
    now: '2026-11-29T00:00:00Z',
  });
  const resumed = carryOut('resume', what, held.texts);

  expect([held.planned.subject, resumed.planned.subject]).toEqual([`hold ${words}`, `resume ${words}`]);
  expect(differences(texts, held.texts)).toEqual([
    `${place}.reason: nothing -> "payments fail"`,
    `${place}.by: nothing -> "ann@example.com"`,
    `${place}.since: nothing -> "2026-11-28T12:00:00Z"`,
    `${place}.releases.0: nothing -> "v1.3.0"`,
  ]);
  expect(again.planned.edit.size).toBe(0);
  expect(resumed.texts).toEqual(texts);
});

test('several services are held together', () => {
  const { edited, planned } = carryOut(
    'hold',
    { service: ['blog-backend', 'blog-frontend', 'blog-database'], environment: 'staging' },
    texts,
    { reason },
  );

  expect([edited.texts.size, planned.subject]).toEqual([3, 'hold 3 services in staging']);
});

test('what is not held cannot be resumed, and that is said', () => {
  const { planned } = carryOut('resume', { environment: 'prod' }, texts);

  expect(planned).toMatchObject({ edit: new Map(), notes: ['nothing holds environment prod itself'] });
});

test('a hold with an end ends by itself, once, and not when somebody has made it longer', () => {
  const places = [{ team: 'blog-team' }, { environment: 'dev' }, { service: 'client', environment: 'prod' }];
  const held = places.reduce(
    (before, what) => carryOut('hold', { ...what, until: '1h' }, before, { reason }).texts,
    texts,
  );
  const { catalog } = carryOut('hold', { environment: 'dev', until: '2h' }, held, { reason });
  const at = '2026-11-28T13:00:00Z';

  const requests = due(carryOut('resume', { environment: 'staging' }, held).catalog, at);
  const ended = requests.reduce((before, one) => carryOut(one.verb, one.fields, before, { now: at }).texts, held);
  const late = carryOut(
    'resume',
    requests[1]?.fields,
    carryOut('hold', { environment: 'dev', until: '2h' }, held, { reason }).texts,
    { now: at },
  );

  expect(requests.map(({ fields }) => fields)).toEqual(places.map((place) => ({ ...place, onlyDue: true })));
  expect(new Set(requests.map(({ runId }) => runId)).size).toBe(3);
  expect(requests.every(({ runId }) => /^[A-Za-z0-9_-]{1,100}$/.test(runId))).toBe(true);
  expect(ended).toEqual(texts);
  expect(due(catalog, at).map(({ fields }) => fields)).toEqual([requests[0]?.fields, requests[2]?.fields]);
  expect(late.planned.edit.size).toBe(0);
  expect(due(catalog, at)).toEqual(due(catalog, '2026-11-28T13:30:00Z'));
});
