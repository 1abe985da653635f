import { imagesIn } from '../../../stacks/platform-command/images-in';

const pod = (containers: readonly object[], more: object = {}) => ({
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers, ...more } } },
});

test('images of containers of every kind are found, each once', () => {
  const images = imagesIn([
    pod([{ name: 'web', image: 'ghcr.io/your-org/web:1' }], { initContainers: [{ image: 'ghcr.io/your-org/init:2' }] }),
    pod([{ name: 'web', image: 'ghcr.io/your-org/web:1' }]),
    {
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: 'busybox' }] } } } } },
    },
  ]);

  expect(images).toEqual(['busybox', 'ghcr.io/your-org/init:2', 'ghcr.io/your-org/web:1']);
});

test('an operator is told in arguments which sidecars it makes, and in objects which programs', () => {
  const images = imagesIn([
    pod([
      {
        image: 'quay.io/prometheus-operator/prometheus-operator:v1',
        args: [
          '--prometheus-config-reloader=quay.io/prometheus-operator/prometheus-config-reloader:v1',
          '--thanos-default-base-image=quay.io/thanos/thanos:v2',
          '--kubelet-service=kube-system/kubelet',
          '--config-reloader-cpu-request=10m',
        ],
      },
    ]),
    { kind: 'Prometheus', spec: { image: 'quay.io/prometheus/prometheus:v3' } },
  ]);

  expect(images).toEqual([
    'quay.io/prometheus-operator/prometheus-config-reloader:v1',
    'quay.io/prometheus-operator/prometheus-operator:v1',
    'quay.io/prometheus/prometheus:v3',
    'quay.io/thanos/thanos:v2',
  ]);
});

test.each([
  [true, ['cr.example.com/proxy:edge-1']],
  [false, ['cr.example.com/proxy-init:v2', 'cr.example.com/proxy:edge-1']],
])('what the mesh puts into the pods of others is found (plugin of nodes: %s)', (cniEnabled, expected) => {
  const values = {
    cniEnabled,
    linkerdVersion: 'edge-1',
    proxy: { image: { name: 'cr.example.com/proxy', version: '' } },
    proxyInit: { image: { name: 'cr.example.com/proxy-init', version: 'v2' } },
    debugContainer: { image: { name: 'cr.example.com/debug', version: '' } },
  };

  expect(
    imagesIn([{ kind: 'ConfigMap', metadata: { name: 'linkerd-config' }, data: { values: JSON.stringify(values) } }]),
  ).toEqual(expected);
});

test('pods of "helm test", and schemas that speak of images, are none', () => {
  const test = { kind: 'Pod', metadata: { annotations: { 'helm.sh/hook': 'test-success' } }, spec: { image: 'bats' } };
  const definition = { kind: 'CustomResourceDefinition', spec: { properties: { image: 'the image of it' } } };

  expect(imagesIn([test, definition])).toEqual([]);
});
