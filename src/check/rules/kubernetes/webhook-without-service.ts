import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { backendProblem, type BackendProblem } from '../../find-backend';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const webhookWithoutService: Rule = {
  id: 'webhook-without-service',
  title: 'the API server is to ask a Service that is not there',
  why: 'Each request that the webhook is for waits for its answer, and with failurePolicy Fail is refused: nothing can be created any more. An APIService without its Service makes its whole group unavailable.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
  severity: 'error',
  failing: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: web }
webhooks:
  - name: web.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Ignore
    clientConfig: { service: { name: wbe, namespace: shop, port: 80 } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  passing: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: web }
webhooks:
  - name: web.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Ignore
    clientConfig: { service: { name: web, namespace: shop, port: 80 } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  check(inventory, report) {
    for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']) {
      for (const object of inventory.ofKind(kind, 'admissionregistration.k8s.io')) {
        for (const [index, webhook] of listAt(object.value, ['webhooks']).entries()) {
          const service = valueAt(webhook, ['clientConfig', 'service']);
          const path = ['webhooks', index, 'clientConfig', 'service'];
          const problem = problemOf(inventory, service, 443);
          if (problem !== undefined) report({ object, path, ...said(object, problem) });
        }
      }
    }
    for (const object of inventory.ofKind('APIService', 'apiregistration.k8s.io')) {
      const problem = problemOf(inventory, valueAt(object.value, ['spec', 'service']), 443);
      if (problem !== undefined) report({ object, path: ['spec', 'service'], ...said(object, problem) });
    }
  },
};

function problemOf(inventory: Inventory, service: unknown, usualPort: number): BackendProblem | undefined {
  const [name, namespace] = [textAt(service, ['name']), textAt(service, ['namespace'])];
  if (name === undefined || namespace === undefined) return undefined;
  const problem = backendProblem(inventory, namespace, name, valueAt(service, ['port']) ?? usualPort);
  // Where nobody shows a Service of the namespace, it is kept elsewhere.
  return problem?.severity === 'info' ? undefined : problem;
}

function said(
  { kind, name }: ManifestObject,
  { message }: BackendProblem,
): { readonly message: string; readonly hint: string } {
  return {
    message: `${kind} "${name}" asks ${message}`,
    hint: 'name a Service, and one of its ports; 443 is meant where none is written',
  };
}
