import { dashboardOf } from '../../src/charts/dashboard';
import type { Placement } from '../../src/model/placement';
import { aPlacement } from '../helpers/a-placement';
import { placements } from '../helpers/placements';

function titlesOf(placement: Placement): readonly string[] {
  return dashboardOf(placement).rows.map(({ title }) => title);
}

function expressionsOf(placement: Placement): readonly string[] {
  return dashboardOf(placement).rows.flatMap(({ panels }) =>
    panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
  );
}

test('requests come first, as the service counts them', () => {
  expect(titlesOf(aPlacement())).toEqual([
    'Requests, as the service counts them',
    'What the pods use',
    'How many there are',
  ]);
});

test('R3-10: what the mesh counts comes before what the service counts of itself, and each stands without the other', () => {
  const requestsOf = (scrape: boolean, isScraped: boolean) =>
    titlesOf(
      aPlacement({ service: { mesh: { provider: 'linkerd', scrape }, monitoring: { scrape: isScraped } } }),
    ).filter((title) => title.startsWith('Requests'));

  expect(requestsOf(true, true)).toEqual(['Requests, as the mesh sees them', 'Requests, as the service counts them']);
  expect(requestsOf(true, false)).toEqual(['Requests, as the mesh sees them']);
  expect(requestsOf(false, true)).toEqual(['Requests, as the service counts them']);
});

test('what takes jobs shows them, and no requests, which nobody makes', () => {
  const titles = (mesh: 'none' | 'linkerd', scrape = true) =>
    titlesOf(aPlacement({ service: { template: 'worker', mesh: { provider: mesh }, monitoring: { scrape } } }))[0];

  expect([titles('none'), titles('linkerd')]).toEqual(Array(2).fill('Jobs, as the service counts them'));
  expect(titles('none', false)).toBe('What the pods use');
});

test('a service that nobody measures shows its pods only', () => {
  expect(titlesOf(aPlacement({ service: { monitoring: { scrape: false } } }))).toEqual([
    'What the pods use',
    'How many there are',
  ]);
});

test('pods of a service whose name begins alike are not counted', () => {
  const [requests = ''] = expressionsOf(aPlacement({ service: { mesh: { provider: 'linkerd' } } }));
  const pods = new RegExp(`^${/pod=~"([^"]+)"/.exec(requests)?.[1]}$`);

  expect('web-7d4b9c6f5d-x2x4z').toMatch(pods);
  expect('web-api-7d4b9c6f5d-x2x4z').not.toMatch(pods);
});

test('CPU and memory stand beside what was asked for and what is the limit', () => {
  const rows = dashboardOf(aPlacement()).rows;
  const panels = rows.find(({ title }) => title === 'What the pods use')?.panels ?? [];

  expect(panels.map(({ title }) => title)).toEqual(['CPU', 'Memory']);
  for (const { queries } of panels) {
    expect(queries.map(({ legend }) => legend)).toEqual(['{{pod}}', 'request', 'limit']);
  }
});

test.each(Object.entries(placements))('every query of %s is about its namespace', (_name, placement) => {
  for (const expression of expressionsOf(placement)) expect(expression).toContain(`namespace="${placement.namespace}"`);
});

test('the uid is the name that people know, or a cut one that is still its own', () => {
  const long = 'a-service-with-a-name-that-is-rather-long';

  const short = dashboardOf(aPlacement()).uid;
  const cut = [`${long}-1`, `${long}-2`].map((name) => dashboardOf(aPlacement({ name })).uid);

  expect(short).toBe('web-dev');
  expect(cut[0]).not.toBe(cut[1]);
  for (const uid of cut) expect(uid).toHaveLength(40);
});
