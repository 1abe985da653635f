import { environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const canary = 'rollout: { strategy: canary, steps: [{ setWeight: 20 }], weights: routes }\n';
const withPlugin = {
  'environments/dev.yaml': `${environmentYaml}canaryWeights: routes\n`,
  'services/web/prod.yaml': null,
};
const said = (text: string): BadCatalog[1] => ({
  ...withPlugin,
  'services/web/service.yaml': serviceYaml + canary + text,
});

const at = 'services/web/service.yaml:4:67: rollout.weights: rollout.weights of service "web" is "routes", but';

it.each<BadCatalog>([
  [
    'where nobody writes weights into routes',
    { 'services/web/service.yaml': `${serviceYaml}${canary}public: true\n`, 'services/web/prod.yaml': null },
    [
      `${at} nobody sets weights of routes in environment "dev"; set "canaryWeights: routes" in environments/dev.yaml, by which the platform gives Argo Rollouts its plugin for the Gateway API; or set rollout.weights to pods`,
    ],
  ],
  [
    'without a route',
    said(''),
    [
      `${at} no route leads to it: it is neither public nor in the mesh; set "public: true" or mesh.provider to linkerd, write a route to its Service for canaries into its manifests/, or set rollout.weights to pods`,
    ],
  ],
  [
    'behind an Ingress',
    said('public: true\nexposure: { kind: ingress }\nmesh: { provider: linkerd }\n'),
    [`${at} an Ingress leads to it, which has no weights; set exposure.kind to gateway, or rollout.weights to pods`],
  ],
  [
    'behind a ServiceProfile',
    said('mesh: { provider: linkerd, routes: service-profile }\n'),
    [
      `${at} its ServiceProfile takes the place of its routes in the mesh; set mesh.routes to gateway-api, or rollout.weights to pods`,
    ],
  ],
  [
    'behind a headless Service in the mesh',
    said('mesh: { provider: linkerd }\nservice: { headless: true }\n'),
    [
      `${at} its Service is headless, and the mesh takes routes of Services with an address; leave service.headless out, set "public: true", or rollout.weights to pods`,
    ],
  ],
  [
    'behind a route that reads no requests',
    said('public: true\nexposure: { passthrough: true, listener: tls }\n'),
    [
      `${at} no route reads its requests: that needs a port of http or grpc, without passthrough; expose such a port, or set rollout.weights to pods`,
    ],
  ],
  [
    'with blue-green, which has no weights',
    { ...withPlugin, 'services/web/service.yaml': `${serviceYaml}rollout: { strategy: blueGreen, weights: routes }\n` },
    ['services/web/service.yaml:4:33: rollout.weights: unknown key "weights"; it goes with strategy "canary"'],
  ],
])('weights of routes %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each([
  ['the Gateway', 'public: true\n'],
  ['the mesh', 'mesh: { provider: linkerd }\n'],
  ['the Gateway, beside a ServiceProfile', 'public: true\nmesh: { provider: linkerd, routes: service-profile }\n'],
])('weights of routes of %s keep the law', (_, text) => {
  expect(problemsOf(said(text))).toEqual([]);
});
