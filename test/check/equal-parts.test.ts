import { findingsInFiles } from '../helpers/findings-in-files';

const deployment = (name: string, pod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${pod.replaceAll(/^/gm, '      ')}
`;

test('a fault in a part that stands in several manifests is said of each of them', () => {
  const pod = 'containers:\n  - { name: web, image: "web:1", ports: [{ containerPort: web }] }';
  const files = { 'a.yaml': deployment('a', pod), 'b.yaml': deployment('b', pod) };

  expect(findingsInFiles(files, ['wrong-type'])).toEqual([
    'a.yaml:10 error wrong-type: "web" in spec.template.spec.containers[0].ports[0].containerPort is text, but must be a whole number',
    'b.yaml:10 error wrong-type: "web" in spec.template.spec.containers[0].ports[0].containerPort is text, but must be a whole number',
  ]);
});

test('a part that was good is judged again in another field, and in another kind', () => {
  const pod = (selector: string): string =>
    `nodeSelector: ${selector}\ncontainers:\n  - { name: web, image: "web:1", resources: { limits: { cpu: 1 } } }`;
  const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop, labels: { cpu: 1 } }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
  const files = {
    'a.yaml': deployment('a', pod('{ disk: ssd }')),
    'b.yaml': deployment('b', pod('{ cpu: 1 }')),
    'c.yaml': claim,
  };

  expect(findingsInFiles(files, ['wrong-type']).map((finding) => finding.replace(/ is .*/, ''))).toEqual([
    'b.yaml:9 error wrong-type: "1" in spec.template.spec.nodeSelector.cpu',
    'c.yaml:3 error wrong-type: "1" in metadata.labels.cpu',
  ]);
});
