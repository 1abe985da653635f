import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const wrongType: Rule = {
  id: 'wrong-type',
  title: 'a value has another type than its field',
  why: 'The server refuses the object. YAML makes numbers and booleans of `8080`, `on` and `1.20` when they are not in quotes, so that data, labels, annotations and variables are hit most.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  PORT: 8080
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  PORT: "8080"
`,
  check: reportsOf('wrong-type'),
};
