import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import type { Notifications } from '../../../src/model/platform';
import { channelsOf } from '../../../stacks/notifications/channels';
import { shippedCatalog } from '../../helpers/shipped-catalog';

const { catalog } = loadCatalog(folderSource(shippedCatalog));

test.each([
  [['dev'], ['port', 'slack']],
  [['staging'], ['port', 'slack']],
  [['prod'], ['port', 'slack', 'email', 'pagerduty']],
  [
    ['dev', 'staging'],
    ['port', 'slack'],
  ],
])('a cluster with %p needs %p', (environments, channels) => {
  expect(channelsOf(catalog, environments, true, true)).toEqual(channels);
});

test('mail without a mail server is refused', () => {
  expect(() => channelsOf(catalog, ['prod'], false, true)).toThrow(
    'catalog/environments/prod.yaml: notifications.email: notifications go out by e-mail, and the stack has no "slipway:email"; ' +
      'set slipway:email to the mail server (host, from), or take "email" out of the notifications',
  );
});

test('PagerDuty is not woken for what is not critical, and everything that is wrong is said at once', () => {
  const asked = withNotifications('prod', { email: ['on-deployed'], pagerduty: ['on-sync-failed', 'on-deployed'] });

  expect(() => channelsOf(asked, ['prod'], false, true)).toThrow(
    'catalog/environments/prod.yaml: notifications.email: notifications go out by e-mail, and the stack has no "slipway:email"; ' +
      'set slipway:email to the mail server (host, from), or take "email" out of the notifications\n' +
      'catalog/environments/prod.yaml: notifications.pagerduty[1]: "on-deployed" is of severity "info", and PagerDuty wakes people for ' +
      'what is critical only; name on-health-degraded or on-sync-failed, or send "on-deployed" by slack or email',
  );
});

test('a recovery of what nobody was told of is refused', () => {
  const asked = withNotifications('dev', { slack: ['on-deployed', 'on-health-recovered'] });
  const quiet = { ...asked, platform: { ...asked.platform, notifications: {} } };

  expect(channelsOf(asked, ['dev'], false, true)).toEqual(['port', 'slack']);
  expect(() => channelsOf(quiet, ['dev'], false, true)).toThrow(
    'catalog/environments/dev.yaml: notifications.slack[1]: "on-health-recovered" is told of what "on-health-degraded" was told of, ' +
      'and nobody is told of that; name "on-health-degraded" on this channel or on another one',
  );
});

test('what another cluster sends is no business of this one', () => {
  const asked = withNotifications('prod', { pagerduty: ['on-deployed'] });

  expect(channelsOf(asked, ['dev'], false, true)).toEqual(['port', 'slack']);
});

function withNotifications(name: string, notifications: Notifications): typeof catalog {
  const environment = catalog.environments.get(name);
  if (environment === undefined) throw new Error(`no environment ${name}`);
  return { ...catalog, environments: new Map([...catalog.environments, [name, { ...environment, notifications }]]) };
}
