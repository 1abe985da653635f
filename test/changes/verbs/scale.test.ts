import { due } from '../../../src/changes/due';
import { carryOut, catalogOf, differences, orderedTexts, testNow, type CatalogTexts } from '../../helpers/carry-out';

const texts = orderedTexts();
const payment = { service: 'payment-service', environment: 'prod' };
const user = { service: 'user-service', environment: 'prod' };
const own = (fields: object, before: CatalogTexts = texts): readonly string[] =>
  differences(before, carryOut('scale', fields, before).texts).map((line) => line.replace(/^services\/[^:]+: /, ''));

test("R0-27: the portal's action changes pods and limits, and nothing else", () => {
  const { planned } = carryOut('scale', { ...payment, replicas: 10, cpuLimit: '2000m', memoryLimit: '2Gi' }, texts);

  expect(planned.subject).toBe('scale payment-service in prod to 10, cpuLimit 2000m, memoryLimit 2Gi');
  expect(own({ ...payment, replicas: 10, cpuLimit: '2000m', memoryLimit: '2Gi' })).toEqual([
    'scale.replicas: 5 -> 10',
    'resources.limits.cpu: nothing -> "2000m"',
    'resources.limits.memory: nothing -> "2Gi"',
  ]);
});

test('where an autoscaler owns the number of pods, its bounds are edited', () => {
  expect(own({ ...user, replicas: 5 })).toEqual(['scale.minReplicas: 3 -> 5']);
  expect(own({ ...user, replicas: 12 })).toEqual(['scale.minReplicas: 3 -> 12', 'scale.maxReplicas: 10 -> 12']);
  expect(own({ ...user, maxReplicas: 12 })).toEqual(['scale.maxReplicas: 10 -> 12']);
});

test('where an autoscaler begins is left out when its bounds no longer have it', () => {
  const begun = carryOut('set', { ...user, values: { 'scale.initialReplicas': 4 } }, texts).texts;

  expect(own({ ...user, maxReplicas: 12 }, begun)).toEqual(['scale.maxReplicas: 10 -> 12']);
  expect(own({ ...user, replicas: 5 }, begun)).toEqual([
    'scale.minReplicas: 3 -> 5',
    'scale.initialReplicas: 4 -> nothing',
  ]);
});

test('what the overlay does not say of its own is written there as a whole', () => {
  expect(own({ service: 'world-state', environment: 'prod', replicas: 3 })).toEqual([
    'scale.owner: nothing -> "fixed"',
    'scale.replicas: nothing -> 3',
  ]);
});

test('what holds already is no change, however it is written', () => {
  const { planned } = carryOut('scale', { ...payment, replicas: 5, cpuLimit: '1', memoryLimit: '1024Mi' }, texts);

  expect(planned.edit.size).toBe(0);
});

test.each([
  ['a scale of its own', payment, { replicas: 8 }],
  ['an autoscaler', user, { replicas: 12 }],
  ['a scale of its service', { service: 'world-state', environment: 'prod' }, { replicas: 3 }],
  ['no scale at all', { service: 'client', environment: 'production' }, { replicas: 3 }],
])('with an end, the file returns to its bytes: %s', (_, place, wanted) => {
  const scaled = carryOut('scale', { ...place, ...wanted, until: '4h' }, texts);
  const [early, [request, ...others]] = [
    due(scaled.catalog, '2026-11-28T15:59:59Z'),
    due(scaled.catalog, '2026-11-28T17:00:00+01:00'),
  ];
  const back = carryOut(request?.verb ?? '', request?.fields, scaled.texts, { now: '2026-11-28T16:00:00Z' });

  expect(scaled.edited.isChanged).toBe(true);
  expect([early, others]).toEqual([[], []]);
  expect(back.texts).toEqual(texts);
});

test('an end is moved, and what it returns to stays; a scale that stays has no end', () => {
  const first = carryOut('scale', { ...payment, replicas: 8, until: '2026-11-28T14:00:00Z' }, texts);
  const more = carryOut('scale', { ...payment, replicas: 9, until: '2026-11-28T18:00:00+01:00' }, first.texts);
  const longer = carryOut('scale', { ...payment, until: '2026-11-28T19:00:00Z' }, more.texts);
  const kept = carryOut('scale', { ...payment, replicas: 9 }, longer.texts);

  expect(longer.catalog.services.get('payment-service')?.overlays.get('prod')).toMatchObject({
    scale: { replicas: 9 },
    scaleUntil: { until: '2026-11-28T19:00:00Z', back: { owner: 'fixed', replicas: 5 } },
  });
  expect(differences(texts, kept.texts)).toEqual(['services/payment-service/prod.yaml: scale.replicas: 5 -> 9']);
});

test('a person may end it early; what is not due is not ended by a clock that was late', () => {
  const scaled = carryOut('scale', { ...payment, replicas: 8, until: '1h' }, texts).texts;

  expect(carryOut('scale', { ...payment, back: true, onlyDue: true }, scaled).planned.edit.size).toBe(0);
  expect(carryOut('scale', { ...payment, back: true }, scaled).texts).toEqual(texts);
  expect(carryOut('scale', { ...payment, back: true }, texts).planned.edit.size).toBe(0);
});

test('nothing is due in a catalog in which nothing ends', () => {
  expect(due(catalogOf(texts), testNow)).toEqual([]);
});
