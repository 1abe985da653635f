import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const valueNotAllowed: Rule = {
  id: 'value-not-allowed',
  title: 'a value is none of those that its field takes',
  why: 'The server refuses the object: values out of range, unknown words, names that are none, quantities that do not parse, a selector that does not select the pods of its own template, fields that exclude each other. The conditions are those of Kubernetes 1.36.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  severity: 'error',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: shop } }
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
  check: reportsOf('value-not-allowed'),
};
