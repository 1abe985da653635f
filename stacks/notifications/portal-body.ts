import type { Trigger } from './events';
import { fields, json } from './fields';

/** Where Slipway's controller takes what Argo CD says. */
export const portalPath = '/webhooks/argocd';

/**
 * What Slipway's controller is told: a Go template that makes JSON whatever the Application says of itself. A value that is
 * absent is `null`. The state is complete in each message, since messages may be lost, doubled, or overtake each other;
 * `observedAt` orders them.
 */
export function portalBody(trigger: Trigger): string {
  const lines = [
    ['apiVersion', '"gitops.platform/v1"'],
    ['event', '"app-state"'],
    ['trigger', JSON.stringify(trigger)],
    ['app', json(fields.name)],
    ['namespace', json(fields.namespace)],
    ['project', json(fields.project)],
    ['entity', json(fields.entity)],
    ['environment', json(fields.environment)],
    ['health', json(fields.health)],
    ['sync', json(fields.sync)],
    ['revision', json(fields.revision)],
    ['operation', operation],
    ['images', '{{ dig "status" "summary" "images" list .app | toJson }}'],
    ['observedAt', json(fields.reconciledAt)],
  ];
  return `{\n${lines.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}\n`;
}

const operation = [
  `{{ if ${fields.phase} }}{`,
  [
    `    "phase": ${json(fields.phase)}`,
    `    "startedAt": ${json(fields.startedAt)}`,
    `    "finishedAt": ${json(fields.finishedAt)}`,
    `    "revision": ${json(fields.syncedRevision)}`,
    `    "message": ${json(fields.message)}`,
  ].join(',\n'),
  '  }{{ else }}null{{ end }}',
].join('\n');
