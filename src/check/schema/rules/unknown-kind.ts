import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const unknownKind: Rule = {
  id: 'unknown-kind',
  title: 'a kind does not exist, or nothing is known of it',
  why: 'An API server refuses a kind that it does not have, with `no matches for kind`; Argo CD then refuses the whole sync. A kind of a CRD that Slipway does not know is a warning: nothing in the object could be checked. Schemas of all that a cluster serves are made with `npm run manifest-schemas -- --from-cluster`.',
  source: 'https://kubernetes.io/docs/reference/using-api/#api-groups',
  severity: 'error',
  failing: `
apiVersion: apps/v1
kind: Deploymnt
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
  check: reportsOf('unknown-kind'),
};
