import { didYouMean, nearest } from '../../src/model/nearest';

it.each([
  ['replcas', 'replicas'],
  ['relpicas', 'replicas'],
  ['REPLICAS', 'replicas'],
  ['replicass', 'replicas'],
  ['resource', 'resources'],
  ['htp', 'http'],
  ['prd', 'prod'],
  ['x', undefined],
  ['database', undefined],
  ['', undefined],
])('takes %j for %j', (name, meant) => {
  expect(nearest(name, ['replicas', 'resources', 'http', 'prod'])).toBe(meant);
});

it('prefers fewer differences, then what comes first', () => {
  expect(nearest('stagin', ['staging2', 'staging'])).toBe('staging');
  expect(nearest('dev1', ['dev2', 'dev3'])).toBe('dev2');
});

it.each([
  ['pord', ['dev', 'prod'], 'did you mean "prod"?'],
  ['live', ['prod', 'dev'], 'known are dev, prod'],
  ['live', [], 'there is none yet'],
  ['tm', ['args', 'image', 'team', 'tier'], 'known are team, args, image, tier'],
  ['envFrom', ['args', 'command', 'env', 'image'], 'known are env, args, command, image'],
  [
    'live',
    Array.from({ length: 14 }, (_, n) => `environment-${n + 10}`),
    'known are environment-10, environment-11, environment-12, environment-13, environment-14, environment-15, environment-16, environment-17, environment-18, environment-19, environment-20, environment-21 and 2 more',
  ],
])('helps with %s of %j', (name, candidates, help) => {
  expect(didYouMean(name, candidates)).toBe(help);
});
