import { alertmanagerConfigOf, receiverKeysOf } from '../../../stacks/monitoring/alertmanager-config';
import type { AlertRoutingArgs } from '../../../stacks/monitoring/alertmanager-config';

const base: AlertRoutingArgs = {
  channels: ['slack', 'email', 'pagerduty'],
  teams: {
    shop: { owners: ['@shop'], slack: 'shop', email: 'shop@example.com', pagerduty: 'shop-service' },
    silent: { owners: ['@silent'] },
    platform: { owners: ['@platform'], slack: 'platform' },
  },
  owners: ['silent', 'platform'],
  email: { host: 'smtp.example.com', port: 587, from: 'alerts@example.com', username: 'alerts' },
};

test('R3-11: alerts go by team and severity, and what belongs to nobody goes to the owners of the platform', () => {
  expect(alertmanagerConfigOf(base).route).toEqual({
    receiver: 'nobody',
    group_by: ['alertname', 'namespace', 'name'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '12h',
    routes: [
      { matchers: ['severity !~ "critical|warning"'], receiver: 'nobody' },
      {
        matchers: ['team = "shop"'],
        receiver: 'shop',
        routes: [{ matchers: ['severity = "critical"'], receiver: 'shop-critical' }],
      },
      {
        matchers: ['team = "platform"'],
        receiver: 'platform',
        routes: [{ matchers: ['severity = "critical"'], receiver: 'platform-critical' }],
      },
      {
        matchers: [],
        receiver: 'platform',
        routes: [{ matchers: ['severity = "critical"'], receiver: 'platform-critical' }],
      },
    ],
  });
});

test('only what is critical wakes somebody', () => {
  const { receivers } = alertmanagerConfigOf(base);

  expect(receivers.map(({ name, ...channels }) => [name, Object.keys(channels)])).toEqual([
    ['nobody', []],
    ['shop', ['slack_configs', 'email_configs']],
    ['shop-critical', ['slack_configs', 'email_configs', 'pagerduty_configs']],
    ['platform', ['slack_configs']],
    ['platform-critical', ['slack_configs']],
  ]);
});

test('what is secret is a file of the mounted Secret', () => {
  const config = alertmanagerConfigOf(base);

  expect(receiverKeysOf(config)).toEqual(['email-password', 'pagerduty-key-shop', 'slack-token']);
  expect(config.global).toEqual({
    smtp_smarthost: 'smtp.example.com:587',
    smtp_from: 'alerts@example.com',
    smtp_require_tls: true,
    smtp_auth_username: 'alerts',
    smtp_auth_password_file: '/etc/alertmanager/secrets/alertmanager-receivers/email-password',
  });
});

test('where no environment names a channel, alerts are there to be looked at, and need no secret', () => {
  const config = alertmanagerConfigOf({ ...base, channels: ['port'] });

  expect(config.receivers).toEqual([{ name: 'nobody' }]);
  expect(config.route.routes).toEqual([{ receiver: 'nobody', matchers: ['severity !~ "critical|warning"'] }]);
  expect(receiverKeysOf(config)).toEqual([]);
});

test('a mail server that takes mail from everybody needs no password', () => {
  const { username: _, ...open } = { host: 'smtp.example.com', port: 25, from: 'a@example.com', username: 'x' };
  const config = alertmanagerConfigOf({ ...base, channels: ['email'], email: open });

  expect(receiverKeysOf(config)).toEqual([]);
  expect(config.global).not.toHaveProperty('smtp_auth_username');
});

test('somebody outside hears every minute that alerts arrive, before anything else is decided', () => {
  const config = alertmanagerConfigOf({ ...base, hasDeadMansSwitch: true });

  expect(config.route.routes?.[0]).toEqual({
    receiver: 'watchdog',
    matchers: ['alertname = "Watchdog"'],
    group_wait: '0s',
    group_interval: '1m',
    repeat_interval: '50s',
  });
  expect(config.receivers.find(({ name }) => name === 'watchdog')).toEqual({
    name: 'watchdog',
    webhook_configs: [
      { url_file: '/etc/alertmanager/secrets/alertmanager-receivers/watchdog-url', send_resolved: false },
    ],
  });
  expect(receiverKeysOf(config)).toContain('watchdog-url');
});
