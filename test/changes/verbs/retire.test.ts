import { carryOut, differences, orderedTexts, problemsWith } from '../../helpers/carry-out';

const texts = orderedTexts();

test('a service ends everywhere, or where somebody says', () => {
  const everywhere = carryOut('retire', { service: 'payment-service' }, texts);
  const somewhere = carryOut('retire', { service: ['client', 'payment-service'], environment: 'production' }, texts);

  expect(everywhere.planned.subject).toBe('retire payment-service');
  expect(differences(texts, everywhere.texts)).toEqual([
    'services/payment-service/service.yaml: retired: nothing -> true',
  ]);
  expect(somewhere.planned.subject).toBe('retire client and payment-service in prod');
  expect(differences(texts, somewhere.texts)).toEqual([
    'services/client/prod.yaml: retired: nothing -> true',
    'services/payment-service/prod.yaml: retired: nothing -> true',
  ]);
  expect(carryOut('retire', { service: 'payment-service' }, everywhere.texts).planned.edit.size).toBe(0);
});

test('what others depend on ends only with them', () => {
  expect(problemsWith('retire', { service: 'blog-backend', environment: 'staging' }, texts)).toEqual([
    'request: service: service "blog-frontend" depends on "blog-backend" in staging; remove it from dependsOn of "blog-frontend", or retire that, too',
  ]);
  expect(problemsWith('retire', { service: ['blog-backend', 'blog-frontend'], environment: 'staging' }, texts)).toEqual(
    [],
  );
});
