import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const removedApi: Rule = {
  id: 'removed-api',
  title: 'a version of a kind is gone',
  why: 'Kubernetes has stopped to serve this version: an upgraded cluster refuses the object, and what is already there can no longer be changed by this file.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  severity: 'error',
  failing: `
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.org
      http:
        paths:
          - path: /
            backend: { serviceName: web, servicePort: 80 }
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.org
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: web, port: { number: 80 } } }
`,
  check: reportsOf('removed-api'),
};
