import { serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': serviceYaml + text });

it.each<BadCatalog>([
  [
    'a number, a field that no pod knows, and half of a key',
    said('env:\n  A: 1\n  B: { field: status.phase }\n  C: { secret: db }\n'),
    [
      'services/web/service.yaml:5:6: env.A: 1 is a number, must be text; put it in quotes: "1"',
      "services/web/service.yaml:6:15: env.B.field: \"status.phase\" must be a field that a pod knows of itself: metadata.name, .namespace, .uid, metadata.labels['app'], metadata.annotations['a'], spec.nodeName, spec.serviceAccountName, status.podIP, .podIPs, .hostIP or .hostIPs",
      'services/web/service.yaml:7:3: env.C.key: "key" is missing; add it',
    ],
  ],
  [
    'a name that is nearly filled in, also in a job',
    said(
      'env: { A: "http://x.{enviroment}.svc", B: "{{env}}" }\njobs: { j: { when: once, command: [j], env: { C: "{env}" } } }\n',
    ),
    [
      'services/web/service.yaml:4:11: env.A: the variable A of service "web" has "{enviroment}", which is not filled in; did you mean "{environment}"? Write "{{enviroment}}" for the text itself',
      'services/web/service.yaml:5:50: jobs.j.env.C: the variable C of service "web" has "{env}", which is not filled in; did you mean "{environment}"? Write "{{env}}" for the text itself',
    ],
  ],
  [
    'a label that nothing has',
    said(`env: { A: { field: "metadata.labels['a b']" }, B: { field: "metadata.annotations['example.com/a']" } }\n`),
    [
      'services/web/service.yaml:4:20: env.A.field: "metadata.labels[\'a b\']" must name a label or an annotation: at most 63 letters, digits, "-", "_" and ".", with a domain and "/" before it or not',
    ],
  ],
  [
    'an amount of a container that is not there',
    said('env: { A: { resource: limits.cpu, container: proxy } }\n'),
    [
      'services/web/service.yaml:4:46: env.A.container: the variable A of service "web" is an amount of the container "proxy", which is not there; known are web',
    ],
  ],
  [
    'a variable that two layers say half of',
    {
      'services/web/service.yaml': `${serviceYaml}sidecars: { proxy: { image: "proxy:v1", env: { A: { field: status.podIP } } } }\n`,
      'services/web/prod.yaml':
        'release: { version: v1.0.0 }\nsidecars: { proxy: { env: { A: { secret: a, key: b } } } }\n',
    },
    [
      'services/web/prod.yaml:2:32: sidecars.proxy.env.A: the variable A of service "web" in "prod" is from several places at once: "field", "secret", "key"; say it in one layer, or give the container another name in this one',
    ],
  ],
  [
    'an object that is both',
    said('envFrom: [{ secret: a, configMap: b }, {}]\n'),
    [
      'services/web/service.yaml:4:11: envFrom[0]: {"secret":"a","configMap":"b"} must have either "secret" or "configMap"',
      'services/web/service.yaml:4:40: envFrom[1]: {} must have either "secret" or "configMap"',
    ],
  ],
  [
    'a whole key of the store that is of somebody else',
    said('secrets: { wholeKeys: [prod/api] }\n'),
    ['dev', 'prod'].map(
      (name) =>
        `services/web/service.yaml:4:24: secrets.wholeKeys[0]: service "web" takes the key "prod/api" of the secret store, which is none of its places: "${name}/web"; move the key there, or add its place to secrets.places of platform.yaml, with placeholders, so that it is no place of others`,
    ),
  ],
])('%s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

test('each entry of env is replaced as a whole: a text takes the place of what was from elsewhere, and the other way', () => {
  const files = {
    'services/web/service.yaml': `${serviceYaml}env: { A: { secret: a, key: b }, B: b }\n`,
    'services/web/prod.yaml':
      'release: { version: v1.0.0 }\nenv: { A: { field: status.podIP }, B: { configMap: c, key: d } }\n',
  };

  expect(problemsOf(files)).toEqual([]);
});
