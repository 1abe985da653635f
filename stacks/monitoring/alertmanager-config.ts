import type { Platform, Team } from '../../src/model/platform';
import type { Channel } from '../notifications/channels';
import { pagerdutyKeyOf } from '../notifications/services';
import type { EmailSettings } from '../settings/email';

/** What decides who hears of an alert. */
export interface AlertRoutingArgs {
  /** Channels that the environments of the cluster name. */
  readonly channels: readonly Channel[];
  readonly teams: Platform['teams'];
  /** Teams that hear of what belongs to no team; the first that can be reached does. */
  readonly owners: readonly string[];
  /** The mail server; there is one where `channels` has `email`. */
  readonly email: EmailSettings | undefined;
  /** Whether somebody outside the cluster hears that alerts arrive. @default false */
  readonly hasDeadMansSwitch?: boolean;
}

/** Alertmanager's configuration, as far as Slipway sets it (Alertmanager, "Configuration"). */
export interface AlertmanagerConfig {
  readonly global: Readonly<Record<string, string | boolean>>;
  readonly route: AlertRoute;
  readonly receivers: readonly AlertReceiver[];
}

/** Who hears of the alerts that match. */
export interface AlertRoute {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly AlertRoute[];
}

/** The channels of a team. */
export interface AlertReceiver {
  readonly name: string;
  readonly slack_configs?: readonly object[];
  readonly email_configs?: readonly object[];
  readonly pagerduty_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
}

/** The Secret with what the receivers want to know, and where Alertmanager finds its keys as files. */
export const receiversSecret = 'alertmanager-receivers';

/**
 * Routes alerts by their labels `team` and `severity`: `critical` wakes somebody and is said everywhere, `warning` is said where
 * people look in the morning, anything else is for dashboards. Secrets are files of a mounted Secret, so the configuration has
 * none.
 */
export function alertmanagerConfigOf(args: AlertRoutingArgs): AlertmanagerConfig {
  const { hasDeadMansSwitch = false } = args;
  const reachable = Object.entries(args.teams).filter(([name, team]) => isReachable(receiverOf(name, team, args)));
  const owner = args.owners.find((name) => reachable.some(([team]) => team === name));
  return {
    global: mailServer(args),
    route: {
      receiver: nobody,
      group_by: ['alertname', 'namespace', 'name'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        ...(hasDeadMansSwitch ? [alwaysTold] : []),
        { receiver: nobody, matchers: ['severity !~ "critical|warning"'] },
        ...reachable.map(([team]) => routeOf(team, [`team = "${team}"`])),
        // Alerts of Kubernetes itself, and those of teams that cannot be reached.
        ...(owner === undefined ? [] : [routeOf(owner, [])]),
      ],
    },
    receivers: [
      { name: nobody },
      ...(hasDeadMansSwitch
        ? [{ name: watchdog, webhook_configs: [{ url_file: fileOf('watchdog-url'), send_resolved: false }] }]
        : []),
      ...reachable.flatMap(([name, team]) => [
        receiverOf(name, team, args),
        { ...receiverOf(name, team, args), name: criticalOf(name), ...pagerdutyOf(name, team, args) },
      ]),
    ],
  };
}

/** Keys of the Secret that a configuration reads, sorted. */
export function receiverKeysOf(config: AlertmanagerConfig): readonly string[] {
  const found = JSON.stringify(config).matchAll(new RegExp(`"${fileOf('([^"/]+)')}"`, 'g'));
  return [...new Set([...found].map(([, key = '']) => key))].sort();
}

const nobody = 'nobody';
const watchdog = 'watchdog';

/** The alert of kube-prometheus-stack that always fires. What repeats is a little shorter, or every second time would be left out. */
const alwaysTold: AlertRoute = {
  receiver: watchdog,
  matchers: ['alertname = "Watchdog"'],
  group_wait: '0s',
  group_interval: '1m',
  repeat_interval: '50s',
};

function criticalOf(team: string): string {
  return `${team}-critical`;
}

function routeOf(team: string, matchers: readonly string[]): AlertRoute {
  return {
    receiver: team,
    matchers,
    routes: [{ receiver: criticalOf(team), matchers: ['severity = "critical"'] }],
  };
}

function isReachable(receiver: AlertReceiver): boolean {
  return Object.keys(receiver).length > 1;
}

function receiverOf(name: string, { slack, email }: Team, { channels }: AlertRoutingArgs): AlertReceiver {
  return {
    name,
    ...(channels.includes('slack') && slack !== undefined ? { slack_configs: [slackOf(slack)] } : {}),
    ...(channels.includes('email') && email !== undefined
      ? { email_configs: [{ to: email, send_resolved: true }] }
      : {}),
  };
}

// A bot token reaches every channel. The URL of a webhook belongs to one, whatever the configuration says.
function slackOf(channel: string): object {
  return {
    channel: `#${channel}`,
    api_url: 'https://slack.com/api/chat.postMessage',
    http_config: { authorization: { credentials_file: fileOf('slack-token') } },
    send_resolved: true,
    title: '[{{ .Status }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})',
    // Ours say what to do; those of kube-prometheus-stack say where that is written.
    text: '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ or .Annotations.runbook .Annotations.runbook_url }}\n{{ end }}',
  };
}

function pagerdutyOf(
  name: string,
  { pagerduty }: Team,
  { channels }: AlertRoutingArgs,
): Pick<AlertReceiver, 'pagerduty_configs'> {
  if (!channels.includes('pagerduty') || pagerduty === undefined) return {};
  return {
    pagerduty_configs: [
      {
        routing_key_file: fileOf(pagerdutyKeyOf(name)),
        severity: 'critical',
        description: '{{ .CommonLabels.alertname }}: {{ (index .Alerts 0).Annotations.summary }}',
        send_resolved: true,
      },
    ],
  };
}

function mailServer({ channels, email }: AlertRoutingArgs): AlertmanagerConfig['global'] {
  if (!channels.includes('email') || email === undefined) return {};
  const { host, port, from, username } = email;
  return {
    smtp_smarthost: `${host}:${port}`,
    smtp_from: from,
    smtp_require_tls: true,
    ...(username === undefined
      ? {}
      : { smtp_auth_username: username, smtp_auth_password_file: fileOf('email-password') }),
  };
}

function fileOf(key: string): string {
  return `/etc/alertmanager/secrets/${receiversSecret}/${key}`;
}
