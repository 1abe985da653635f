/**
 * An expression of a Go template: the value of a field of the Application, and empty text where it is absent. A chain such as
 * `.app.status.health.status` ends the notification with an error when one of its links is missing, and they are, in a new
 * Application.
 */
export function fieldOf(...path: readonly string[]): string {
  return `dig ${path.map((key) => JSON.stringify(key)).join(' ')} "" .app`;
}

/** Fields that notifications speak of. */
export const fields = {
  name: fieldOf('metadata', 'name'),
  uid: fieldOf('metadata', 'uid'),
  namespace: fieldOf('metadata', 'namespace'),
  project: fieldOf('spec', 'project'),
  environment: fieldOf('metadata', 'labels', 'env'),
  team: fieldOf('metadata', 'labels', 'team'),
  entity: fieldOf('metadata', 'annotations', 'port.io/entity'),
  health: fieldOf('status', 'health', 'status'),
  healthSince: fieldOf('status', 'health', 'lastTransitionTime'),
  sync: fieldOf('status', 'sync', 'status'),
  // What Argo CD compares with: the head of the branch, whether or not it touches this Application.
  head: fieldOf('status', 'sync', 'revision'),
  reconciledAt: fieldOf('status', 'reconciledAt'),
  phase: fieldOf('status', 'operationState', 'phase'),
  finishedAt: fieldOf('status', 'operationState', 'finishedAt'),
  // A person, or the account of a program; Argo CD names nobody for what it has begun by itself.
  initiatedBy: fieldOf('status', 'operationState', 'operation', 'initiatedBy', 'username'),
  // Messages repeat what every object said. No reader gets further, and Slack takes 3,000 characters.
  message: `${fieldOf('status', 'operationState', 'message')} | trunc 2000`,
} as const;

/** An action that writes a value as JSON, quotes included; `null` where there is none. */
export function json(expression: string): string {
  return `{{ ${expression} | default nil | toJson }}`;
}

/** An action that writes a value as plain text. */
export function text(expression: string): string {
  return `{{ ${expression} }}`;
}

/** An expression whose value Slack shows as it is: `<!channel>` in a message of an error calls nobody. */
export function asSlackText(expression: string): string {
  return `${expression} | replace "&" "&amp;" | replace "<" "&lt;" | replace ">" "&gt;"`;
}

/** Where people look at the Application; empty where Argo CD has no address. */
export const link = `{{ if .context.argocdUrl }}{{ .context.argocdUrl }}/applications/${text(fields.namespace)}/${text(fields.name)}{{ end }}`;
