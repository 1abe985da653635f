import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const unknownField: Rule = {
  id: 'unknown-field',
  title: 'a field does not exist in its place',
  why: 'A server with strict validation refuses it. Without that it drops the field, and the object does something else than its file says: a `replica` for `replicas` runs one pod.',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  severity: 'error',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replica: 2
  selector: { matchLabels: { app: web } }
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
  check: reportsOf('unknown-field'),
};
