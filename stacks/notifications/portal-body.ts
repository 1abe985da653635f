import { events } from './events';
import type { NotificationEvent, Trigger } from './events';
import { fields, json } from './fields';
import { syncOf } from './sync-of';

/** Where Slipway's controller takes what Argo CD says. */
export const portalPath = '/webhooks/argocd';

/**
 * What Slipway's controller is told: a Go template that makes JSON whatever the Application says of itself. A value that is
 * absent is `null`.
 *
 * The state is complete in each message, since messages may be lost, doubled, or overtake each other: `id` is the same for the
 * same occurrence, `observedAt` orders them, and `deployments` are the last syncs of the whole Application, whether or not
 * anybody was told of them.
 */
export function portalBody(trigger: Trigger): string {
  const lines = [
    ['apiVersion', '"gitops.platform/v1"'],
    ['event', '"app-state"'],
    ['trigger', JSON.stringify(trigger)],
    ['id', json(`printf ${JSON.stringify(`${trigger}/%s/%s`)} (${fields.uid}) (${occurrence(events[trigger])})`)],
    ['app', json(fields.name)],
    ['namespace', json(fields.namespace)],
    ['project', json(fields.project)],
    ['entity', json(fields.entity)],
    ['environment', json(fields.environment)],
    ['health', json(fields.health)],
    ['healthSince', json(fields.healthSince)],
    ['sync', json(fields.sync)],
    ['revision', json(syncOf(events[trigger]).revision)],
    ['head', json(fields.head)],
    ['operation', operation],
    ['deployments', deployments],
    ['images', '{{ dig "status" "summary" "images" list .app | toJson }}'],
    ['observedAt', json(fields.reconciledAt)],
  ];
  return `{\n${lines.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}\n`;
}

/** What tells an occurrence of an event from the next one. */
function occurrence(event: NotificationEvent): string {
  switch (event.of) {
    case 'application':
      return '""';
    case 'operation':
    case 'deployment':
      return syncOf(event).startedAt;
    case 'health':
      return fields.healthSince;
    case 'comparison':
      return fields.reconciledAt;
  }
}

const lastOperation = syncOf({ of: 'operation' });

const operation = [
  `{{ if ${fields.phase} }}{`,
  [
    `    "phase": ${json(fields.phase)}`,
    `    "startedAt": ${json(lastOperation.startedAt)}`,
    `    "finishedAt": ${json(fields.finishedAt)}`,
    `    "revision": ${json(lastOperation.revision)}`,
    `    "initiatedBy": ${json(fields.initiatedBy)}`,
    `    "message": ${json(fields.message)}`,
  ].join(',\n'),
  '  }{{ else }}null{{ end }}',
].join('\n');

const deployments = `[{{ range $index, $one := dig "status" "history" list .app }}{{ if $index }}, {{ end }}${[
  '{ "id": {{ $one.id | toJson }}',
  '"revision": {{ $one.revision | toJson }}',
  '"startedAt": {{ $one.deployStartedAt | toJson }}',
  '"initiatedBy": {{ dig "initiatedBy" "username" "" $one | default nil | toJson }}',
  '"finishedAt": {{ $one.deployedAt | toJson }} }',
].join(', ')}{{ end }}]`;
