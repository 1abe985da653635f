import { otherPlaces } from '../../src/import/other-places';

const all = [
  { environment: 'dev', service: 'web' },
  { environment: 'dev', service: 'web-db' },
  { environment: 'prod', service: 'web' },
];
const places = (key: string, environment: string, service: string): readonly string[] =>
  otherPlaces([{ key, names: { environment, service } }], all);

test('a key is a place as a pattern, and at the usual place none', () => {
  expect(places('team/web', 'dev', 'web')).toEqual(['team/{service}']);
  expect(places('dev/web/db', 'dev', 'web')).toEqual([]);
});

test('a key that is at the usual place of another service is a place as it is', () => {
  expect(places('dev/web-db', 'dev', 'web')).toEqual(['dev/web-db']);
  // It is a setting already, with names in it.
  expect(places('{environment}/{service}-db', 'prod', 'web')).toEqual(['prod/web-db']);
});

test('a key that is an environment once the mount is cut off is a place as it is', () => {
  expect(places('secret/dev', 'dev', 'api')).toEqual(['secret/dev']);
  expect(places('dev', 'dev', 'api')).toEqual(['{environment}']);
  expect(places('secret/data/team/web', 'dev', 'web')).toEqual(['secret/data/team/{service}']);
});
