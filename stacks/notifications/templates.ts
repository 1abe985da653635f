import type { Channel } from './channels';
import type { EventSeverity, NotificationEvent, Trigger } from './events';
import { asSlackText, fields, json, link, text } from './fields';
import { portalBody, portalPath } from './portal-body';
import { syncOf } from './sync-of';

/** A template as Argo CD reads it: what each channel is sent. */
export interface NotificationTemplate {
  /** Text for whatever has no part of its own here; Slack shows it where it shows no attachments. */
  readonly message: string;
  readonly slack?: { readonly attachments: string; readonly groupingKey: string };
  readonly email?: { readonly subject: string; readonly body: string };
  readonly pagerdutyv2?: Readonly<
    Record<'summary' | 'severity' | 'source' | 'component' | 'group' | 'class' | 'url' | 'dedupKey', string>
  >;
  readonly webhook?: {
    readonly port: { readonly method: 'POST'; readonly path: string; readonly body: string };
  };
}

/**
 * The template of an event, with a part for each channel. There is one template per event, since a channel that a template has
 * no part for is not left out: a webhook gets an empty GET, and Slack an empty message.
 */
export function templateOf(
  trigger: Trigger,
  event: NotificationEvent,
  channels: readonly Channel[],
): NotificationTemplate {
  return {
    message: `${text(asSlackText(fields.name))} ${event.says}`,
    ...(channels.includes('slack') ? { slack: slackOf(event) } : {}),
    ...(channels.includes('email') ? { email: emailOf(event) } : {}),
    ...(channels.includes('pagerduty') && event.severity === 'critical' ? { pagerdutyv2: pagerdutyOf(event) } : {}),
    ...(channels.includes('port')
      ? { webhook: { port: { method: 'POST', path: portalPath, body: portalBody(trigger) } } }
      : {}),
  };
}

const colors: Readonly<Record<EventSeverity, string>> = { critical: '#c62828', warning: '#f9a825', info: '#2e7d32' };

function slackOf(event: NotificationEvent): NonNullable<NotificationTemplate['slack']> {
  const { says, severity } = event;
  const lines = [
    ['color', JSON.stringify(colors[severity])],
    ['title', json(`${asSlackText(fields.name)} | printf ${JSON.stringify(`%s ${says}`)}`)],
    ['title_link', linkAsJson],
    ['text', json(asSlackText(fields.message))],
    [
      'fields',
      `[${factsOf(event)
        .map(([title, field]) => factOf(title, field))
        .join(', ')}]`,
    ],
  ];
  return {
    attachments: `[{\n${lines.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}]\n`,
    // All that is said of one sync of an Application is one thread.
    groupingKey: `${text(fields.name)}-${text(syncOf(event).startedAt)}`,
  };
}

/** Facts that every message has. */
function factsOf(event: NotificationEvent): readonly (readonly [string, string])[] {
  return [
    ['Environment', fields.environment],
    ['Health', fields.health],
    ['Sync', fields.sync],
    ['Revision', `${syncOf(event).revision} | trunc 12`],
    ['Begun by', `${syncOf(event).initiatedBy} | default "Argo CD"`],
  ];
}

function factOf(title: string, field: string): string {
  return `{ "title": ${JSON.stringify(title)}, "value": ${json(asSlackText(field))}, "short": true }`;
}

const linkAsJson = `{{ if .context.argocdUrl }}{{ printf "%s/applications/%s/%s" .context.argocdUrl (${fields.namespace}) (${fields.name}) | toJson }}{{ else }}null{{ end }}`;

function emailOf(event: NotificationEvent): NonNullable<NotificationTemplate['email']> {
  const { says } = event;
  const lines = [
    `${text(fields.name)} ${says}.`,
    '',
    ...factsOf(event).map(([title, field]) => `${title}: ${text(field)}`),
    `Project: ${text(fields.project)}`,
    '',
    text(fields.message),
    '',
    link,
  ];
  return { subject: `[${text(fields.environment)}] ${text(fields.name)} ${says}`, body: `${lines.join('\n')}\n` };
}

function pagerdutyOf({ says, template }: NotificationEvent): NonNullable<NotificationTemplate['pagerdutyv2']> {
  return {
    summary: `${text(fields.name)} ${says}`,
    severity: 'critical',
    source: text(fields.name),
    component: text(fields.project),
    group: text(fields.environment),
    class: template,
    url: link,
    // An Application that comes and goes is one incident, not one for each time.
    dedupKey: `${text(fields.name)}-${template}`,
  };
}
