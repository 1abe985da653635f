import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const service = (text: string) => ({ 'services/web/service.yaml': web + text });
const store = {
  'services/orders-db/service.yaml': 'team: web-team\nports: [{ name: sql, containerPort: 5432, protocol: tcp }]\n',
  'services/orders-db/dev.yaml': release,
  'services/orders-db/prod.yaml': release,
};
const hint = (name: string, port: number) =>
  `; say where it is: "${name}: { service: <name> }" for a service of this catalog, "${name}: { namespace: <name> }" for another namespace, or "${name}: { cidr: 192.0.2.10/32, port: ${port} }" for what is outside of the cluster`;

it('refuses a database and Redis to which nothing opens the way, once for all environments', () => {
  expect(problemsOf(service('database: true\nredis: true\n'))).toEqual([
    `services/web/service.yaml:4:11: database: nothing opens the way to its database: neither dependsOn nor egress reaches a port of one (5432, 3306, 1433, 1521, 26257, 27017)${hint('database', 5432)}`,
    `services/web/service.yaml:5:8: redis: nothing opens the way to its Redis: neither dependsOn nor egress reaches a port of one (6379, 6380, 26379)${hint('redis', 6379)}`,
  ]);
});

it('what a service calls besides is no database', () => {
  const api = { 'services/api/service.yaml': web, 'services/api/dev.yaml': release, 'services/api/prod.yaml': release };

  expect(problemsOf({ ...api, ...service('database: true\ndependsOn: [api]\n') })).toEqual([
    expect.stringContaining('nothing opens the way to its database'),
  ]);
});

it.each([
  ['egress to a namespace', 'database: true\negress: [{ namespace: db, ports: [5432] }]\n'],
  ['egress to a network', 'database: true\negress: [{ cidr: 192.0.2.0/24, ports: [443, 3306] }]\n'],
  ['a service that it depends on', 'database: true\ndependsOn: [orders-db]\n'],
  ['a service that the database is', 'database: { service: orders-db }\n'],
  ['a namespace', 'database: { namespace: databases }\nredis: { namespace: "redis-{environment}" }\n'],
  ['a network', 'database: { cidr: 192.0.2.10/32, port: 15432 }\n'],
  ['no policy at all', 'database: true\nunadopted: [network-policy]\n'],
])('takes the way: %s', (_, text) => {
  expect(problemsOf({ ...store, ...service(text) })).toEqual([]);
});

it('a store that is a service is called as any other', () => {
  expect(problemsOf(service('database: { service: order-db }\n'))).toEqual([
    'services/web/service.yaml:4:22: database.service: unknown service "order-db"; there is none yet',
  ]);
  expect(
    problemsOf({ ...store, 'services/orders-db/prod.yaml': null, ...service('database: { service: orders-db }\n') }),
  ).toEqual([
    'services/web/service.yaml:4:22: database.service: service "orders-db" is not deployed in environment "prod", where "web" needs it; add catalog/services/orders-db/prod.yaml or remove catalog/services/web/prod.yaml',
  ]);
});

it.each([
  ['database: { port: 5432 }\n', 'must have one of "service", "namespace" and "cidr"'],
  ['database: { service: orders-db, namespace: db }\n', 'must have one of "service", "namespace" and "cidr"'],
  ['database: { service: orders-db, port: 5432 }\n', 'must not have "port" beside "service"'],
  ['database: yes please\n', 'is not allowed'],
])('refuses %s', (text, message) => {
  expect(problemsOf({ ...store, ...service(text) }).join('\n')).toContain(message);
});
