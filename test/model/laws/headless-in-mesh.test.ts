import { environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const headless = 'service: { headless: true }\n';

test('a headless Service that says how the mesh is to call it is refused: no caller is told', () => {
  const web = `${serviceYaml}${headless}mesh: { provider: linkerd, timeout: 3s, retryLimit: 2 }\n`;
  const because =
    'its Service is headless, and Linkerd knows how to call a Service by its address; leave it out, or give the Service an address (service.headless: false), and pods names of their own by a headless one in moreServices';

  expect(problemsOf({ 'services/web/service.yaml': web })).toEqual([
    `services/web/service.yaml:5:37: mesh.timeout: mesh.timeout of service "web" is told to no caller: ${because}`,
    `services/web/service.yaml:5:53: mesh.retryLimit: mesh.retryLimit of service "web" is told to no caller: ${because}`,
  ]);
});

test.each([
  ['that is in the mesh for its encryption', `${headless}mesh: { provider: linkerd, scrape: false }\n`, ''],
  ['by the default of its environment', headless, 'defaults: { mesh: { provider: linkerd, timeout: 3s } }\n'],
  ['outside the mesh', `${headless}mesh: { timeout: 3s }\n`, ''],
  [
    'beside one with an address',
    'moreServices: { web-pods: { headless: true } }\nmesh: { provider: linkerd, timeout: 3s }\n',
    '',
  ],
])('a headless Service %s keeps the law', (_, text, defaults) => {
  expect(
    problemsOf({
      'services/web/service.yaml': serviceYaml + text,
      'environments/dev.yaml': environmentYaml + defaults,
    }),
  ).toEqual([]);
});
