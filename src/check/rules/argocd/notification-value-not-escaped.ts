import { readGoTemplate } from '../../argocd/go-template';
import type { TemplatePart } from '../../argocd/go-template';
import { jsonBodiesOf, notificationConfigsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const notificationValueNotEscaped: Rule = {
  id: 'notification-value-not-escaped',
  title: 'a value is written into JSON without toJson',
  why: 'Bodies are plain text to the template engine. A message with a quote or a line break, and error messages have both, makes a body that is no JSON: the one notification that matters is refused. Whoever writes the value can add fields.',
  source: 'https://github.com/argoproj/argo-cd/issues/8665',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com/argocd
    headers: [{ name: Authorization, value: Bearer $portal-token }]
  template.app-failed: |
    webhook:
      portal:
        method: POST
        body: |
          { "message": "{{ .app.status.operationState.message }}" }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com/argocd
    headers: [{ name: Authorization, value: Bearer $portal-token }]
  template.app-failed: |
    webhook:
      portal:
        method: POST
        body: |
          { "message": {{ .app.status.operationState.message | toJson }} }
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      for (const { entry, field, text } of jsonBodiesOf(config)) {
        const template = readGoTemplate(text);
        if ('problem' in template) continue; // Another rule says it.
        for (const { action, inString } of valuesIn(template.parts)) {
          const isEscaped = /(?:^|[|(]\s*)(?:must)?(?:toJson|toRawJson|toPrettyJson)\b/i.test(action);
          if (isEscaped ? !inString : !inString || isHarmless(action)) continue;
          report({
            object: entry.object,
            path: entry.path,
            message: isEscaped
              ? `"{{ ${action} }}" in ${field} of "${entry.key}" stands between quotes, and toJson adds its own`
              : `"{{ ${action} }}" in ${field} of "${entry.key}" is written into JSON as it is`,
            hint: `write {{ ${isEscaped ? action : `${action} | toJson`} }} without quotes around it`,
          });
        }
      }
    }
  },
};

interface Value {
  readonly action: string;
  readonly inString: boolean;
}

/** Actions that write something, and whether they stand between the quotes of a JSON string. */
function valuesIn(parts: readonly TemplatePart[]): readonly Value[] {
  const values: Value[] = [];
  let inString = false;
  for (const part of parts) {
    if (part.type === 'text') {
      for (const [mark] of part.text.matchAll(/\\.|"/gs)) if (mark === '"') inString = !inString;
    } else if (
      !/^(?:if|else|end|range|with|define|block|template|break|continue)$/.test(part.words[0] ?? '') &&
      !part.words.includes(':=')
    ) {
      values.push({ action: part.text, inString });
    }
  }
  return values;
}

/** Kubernetes and Argo CD write these, without quotes or line breaks in them. */
const harmless =
  /^\.(?:app\.metadata\.(?:name|namespace|uid)|app\.spec\.(?:project|destination\.(?:namespace|name|server)|source\.(?:repoURL|path|targetRevision|chart))|app\.status\.(?:health\.(?:status|lastTransitionTime)|sync\.(?:status|revision)|operationState\.(?:phase|startedAt|finishedAt|syncResult\.revision))|serviceType|recipient|context\.\w+)$/;

function isHarmless(action: string): boolean {
  return (
    harmless.test(action) || /^\(?call \.time\.|^"[^"\\]*"$|\|\s*(?:js|urlquery|b64enc|sha256sum)\s*$/.test(action)
  );
}
