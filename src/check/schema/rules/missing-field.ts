import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const missingField: Rule = {
  id: 'missing-field',
  title: 'a field that has to be there is missing',
  why: 'The server refuses the object, and a sync of Argo CD ends there.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  severity: 'error',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check: reportsOf('missing-field'),
};
