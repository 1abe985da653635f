import { environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const two = `team: web-team
ports:
  - { name: http, containerPort: 8080 }
  - { name: grpc, containerPort: 9000, protocol: grpc }
public: true
`;
const said = (text: string): BadCatalog[1] => ({
  'services/web/service.yaml': `${two}exposure: ${text}\n`,
  'services/web/prod.yaml': null,
});

it.each<BadCatalog>([
  [
    'a route to a port that is not there, or that speaks something else',
    {
      'services/web/service.yaml': `${two.replace('grpc }', 'tcp }')}exposure: { routes: { a: { path: /a, port: htp }, b: { path: /b, port: grpc } } }\n`,
    },
    [
      'services/web/service.yaml:6:44: exposure.routes.a.port: service "web" has no port "htp"; did you mean "http"?',
      'services/web/service.yaml:6:72: exposure.routes.b.port: port "grpc" speaks tcp, to which no Ingress leads, and a Gateway by a listener of its own alone; name the listener as exposure.routes.b.listener, or an http or grpc port; or set public to false, and "type: LoadBalancer" of service or moreServices',
    ],
  ],
  [
    'paths of calls of gRPC',
    said('{ routes: { calls: { hosts: [grpc.example.com], port: grpc, path: /a, rewrite: /b } } }'),
    [
      'services/web/service.yaml:6:77: exposure.routes.calls.path: exposure.routes.calls.path of service "web" is about requests of HTTP, and at port "grpc" the Gateway reads gRPC; leave it out, or give it a route of its own',
      'services/web/service.yaml:6:90: exposure.routes.calls.rewrite: exposure.routes.calls.rewrite of service "web" is about requests of HTTP, and at port "grpc" the Gateway reads gRPC; leave it out, or give it a route of its own',
    ],
  ],
  [
    'what an Ingress cannot say',
    said('{ kind: ingress, rewrite: /a, listener: https, headers: { response: { remove: [Server] } } }'),
    [
      'services/web/service.yaml:6:37: exposure.rewrite: exposure.rewrite of service "web" is nothing that an Ingress can say; say it by an annotation of its controller in metadata.route, or set "kind: gateway"',
      'services/web/service.yaml:6:51: exposure.listener: exposure.listener of service "web" is nothing that an Ingress can say; say it by an annotation of its controller in metadata.route, or set "kind: gateway"',
      'services/web/service.yaml:6:79: exposure.headers.response: exposure.headers.response of service "web" is nothing that an Ingress can say; say it by an annotation of its controller in metadata.route, or set "kind: gateway"',
    ],
  ],
  [
    'a certificate of a route',
    said('{ tlsSecret: web-tls }'),
    [
      'services/web/service.yaml:6:24: exposure.tlsSecret: exposure.tlsSecret of service "web" is nothing that a route can say; the listeners of the Gateway have certificates; leave it out, or set "kind: ingress"',
    ],
  ],
  [
    'a redirect from where it answers itself',
    said('{ redirectFrom: http }'),
    [
      'services/web/service.yaml:6:27: exposure.redirectFrom: service "web" sends callers of the listener "http" on, and would answer there itself; set exposure.listener to the one with TLS',
    ],
  ],
  [
    'one address twice, and calls and requests at one host',
    said('{ routes: { a: { path: /a }, b: { path: /a }, c: { port: grpc, hosts: ["{service}.dev.example.com"] } } }'),
    [
      'services/web/service.yaml:6:43: exposure.routes.b: service "web" would have the address "web.dev.example.com/a" twice; give each route another host, path or listener',
      'services/web/service.yaml:6:60: exposure.routes.c: service "web" would have the address "web.dev.example.com/" twice; give each route another host, path or listener',
    ],
  ],
  [
    'hosts and paths of TCP, and TLS that goes on to nobody',
    {
      ...said(
        '{ routes: { a: { port: db, listener: db, hosts: [db.example.com], path: /a }, b: { hosts: [], passthrough: true } } }',
      ),
      'services/web/service.yaml': `${two.replace('name: grpc, containerPort: 9000, protocol: grpc', 'name: db, containerPort: 9000, protocol: tcp')}exposure: { routes: { a: { port: db, listener: db, hosts: [db.example.com], path: /a }, b: { hosts: [], passthrough: true } } }\n`,
    },
    [
      'services/web/service.yaml:6:59: exposure.routes.a.hosts: exposure.routes.a.hosts of service "web" is about requests of HTTP, and at port "db" the Gateway reads TCP; leave it out, or give it a route of its own',
      'services/web/service.yaml:6:83: exposure.routes.a.path: exposure.routes.a.path of service "web" is about requests of HTTP, and at port "db" the Gateway reads TCP; leave it out, or give it a route of its own',
      'services/web/service.yaml:6:118: exposure.routes.b.passthrough: exposure.routes.b.passthrough of service "web" needs a Gateway, which knows it by its hosts; set "kind: gateway" and name hosts, or leave it out',
    ],
  ],
  [
    'one listener of TCP for two services',
    {
      'services/web/service.yaml':
        'team: web-team\nports: [{ name: db, containerPort: 9000, protocol: tcp }]\npublic: true\nexposure: { listener: db }\n',
      'services/web/prod.yaml': null,
      'services/api/service.yaml':
        'team: web-team\nports: [{ name: db, containerPort: 9000, protocol: tcp }]\npublic: true\nexposure: { listener: db }\n',
      'services/api/dev.yaml': overlayYaml,
    },
    [
      'services/web/dev.yaml: service "web" would have the address "listener db of tcp", which already leads to service "api" in "dev"; name another listener for one of them',
    ],
  ],
  [
    'an address that a route of another service has',
    {
      ...said('{ hosts: [api.dev.example.com], path: /shop }'),
      'services/api/service.yaml': `${serviceYaml}public: true\nexposure: { routes: { shop: { path: /shop } } }\n`,
      'services/api/dev.yaml': overlayYaml,
    },
    [
      'services/web/service.yaml:6:20: exposure.hosts: service "web" would have the address "api.dev.example.com/shop", which already leads to service "api" in "dev"; set exposure.hosts or exposure.path of one of them',
    ],
  ],
  [
    'calls of gRPC where another service answers requests',
    {
      ...said('{ port: grpc, hosts: [api.dev.example.com] }'),
      'services/api/service.yaml': `${serviceYaml}public: true\nexposure: { path: /api }\n`,
      'services/api/dev.yaml': overlayYaml,
    },
    [
      'services/web/service.yaml:6:32: exposure.hosts: service "web" would answer gRPC at "api.dev.example.com", where service "api" in "dev" answers HTTP, and a Gateway takes one of them; give one of them another host',
    ],
  ],
  [
    'a host that is none once names are filled in',
    said(`{ routes: { a: { hosts: ["{service}-${'a'.repeat(60)}.example.com"] } } }`),
    [
      `services/web/service.yaml:6:35: exposure.routes.a.hosts: the host of service "web" would be "web-${'a'.repeat(60)}.example.com", which is no host name; use lower-case letters, digits and "-", at most 63 characters between dots and 253 in all`,
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('takes listeners of an environment from whoever has an Ingress', () => {
  const defaults = 'defaults: { exposure: { listener: https, redirectFrom: http } }\n';

  expect(problemsOf({ ...said('{ kind: ingress }'), 'environments/dev.yaml': environmentYaml + defaults })).toEqual([]);
});

it('takes a path alone and what begins with it, which lead to two services', () => {
  expect(
    problemsOf({
      ...said('{ hosts: [shop.example.com], path: /a, pathType: exact }'),
      'services/api/service.yaml': `${serviceYaml}public: true\nexposure: { hosts: [shop.example.com], path: /a }\n`,
      'services/api/dev.yaml': overlayYaml,
    }),
  ).toEqual([]);
});
