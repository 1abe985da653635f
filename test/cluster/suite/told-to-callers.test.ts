import { isDeepStrictEqual } from 'node:util';

import { aCatalogFolder, environmentYaml, overlayYaml } from '../../helpers/a-catalog';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import type { KubeObject } from '../harness/kube-client';
import { policyController, startPolicyController } from '../harness/linkerd';
import { until } from '../harness/until';
import { describeOnOwnCluster } from './on-own-cluster';
import { acceptance, applyAll, meshObjects } from './told/mesh-objects';
import { toldToCaller } from './told/told-to-caller';
import type { Told, ToldRoute } from './told/told-to-caller';

/** What a service says of its calls, and what of it a caller has to be told. */
interface Case {
  readonly mesh: string;
  readonly failuresInARow: number | undefined;
  readonly timeoutSeconds: number;
  readonly retryLimit: number;
}

/** One service for each; what a catalog takes at its bounds, and forms of durations that Kubernetes has and Linkerd has not. */
const cases = {
  usual: { mesh: '{ provider: linkerd }', failuresInARow: 7, timeoutSeconds: 10, retryLimit: 0 },
  short: {
    mesh: '{ provider: linkerd, retryLimit: 1, failureAccrual: 1, timeout: 1ms }',
    failuresInARow: 1,
    timeoutSeconds: 0.001,
    retryLimit: 1,
  },
  mixed: {
    mesh: '{ provider: linkerd, retryLimit: 2, failureAccrual: 7, timeout: 1s250ms }',
    failuresInARow: 7,
    timeoutSeconds: 1.25,
    retryLimit: 2,
  },
  most: {
    mesh: '{ provider: linkerd, retryLimit: 10, failureAccrual: 2147483647, timeout: 1m30s }',
    failuresInARow: 2_147_483_647,
    timeoutSeconds: 90,
    retryLimit: 10,
  },
  never: {
    mesh: '{ provider: linkerd, retryLimit: 3, failureAccrual: 0, timeout: 99999h }',
    failuresInARow: undefined,
    timeoutSeconds: 359_996_400,
    retryLimit: 3,
  },
} satisfies Readonly<Record<string, Case>>;

const idempotent = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

const catalog = {
  'environments/dev.yaml': environmentYaml.replace('pods: 20', 'pods: 60'),
  'environments/prod.yaml': null,
  'services/web/service.yaml': null,
  'services/web/dev.yaml': null,
  'services/web/prod.yaml': null,
  ...Object.fromEntries(
    Object.entries(cases).flatMap(([service, { mesh }]) => [
      [
        `services/${service}/service.yaml`,
        `team: web-team
ports:
  - { name: http, containerPort: 8080, port: 80 }
  - { name: grpc, containerPort: 9090, protocol: grpc }
scale: { owner: fixed, replicas: 1 }
mesh: ${mesh}
`,
      ],
      [`services/${service}/dev.yaml`, overlayYaml],
    ]),
  ),
};

/** What has to be told of the http port of a service: a route for all calls, and one for those that may be made again. */
function overHttp(namespace: string, service: string, { failuresInARow, timeoutSeconds, retryLimit }: Case): Told {
  const route = { timeoutSeconds, retries: undefined, backends: [`${service}.${namespace}.svc.cluster.local:80`] };
  const retries: ToldRoute = { ...route, methods: idempotent, retries: { limit: retryLimit, after: ['500-599'] } };
  return {
    protocol: 'http1',
    failuresInARow,
    routes: {
      [`HTTPRoute ${namespace}/${service}.http`]: route,
      ...(retryLimit === 0 ? {} : { [`HTTPRoute ${namespace}/${service}.http.retries`]: retries }),
    },
  };
}

function overGrpc(
  namespace: string,
  service: string,
  port: number,
  { failuresInARow, timeoutSeconds, retryLimit }: Case,
): Told {
  const backends = [`${service}.${namespace}.svc.cluster.local:${port}`];
  const retries = retryLimit === 0 ? undefined : { limit: retryLimit, after: ['unavailable'] };
  return {
    protocol: 'grpc',
    failuresInARow,
    routes: { [`GRPCRoute ${namespace}/${service}.grpc`]: { timeoutSeconds, retries, backends } },
  };
}

/** What a proxy does by itself where nobody has said anything. */
function nothingSaid(protocol: Told['protocol'], authority: string): Told {
  const route = { timeoutSeconds: undefined, retries: undefined, backends: [authority] };
  return { protocol, failuresInARow: undefined, routes: { 'default http': route } };
}

describeOnOwnCluster(
  'what Linkerd tells the proxy of a caller',
  { controllers: false, policyController: true },
  (cluster) => {
    let server = '';
    let own: readonly KubeObject[] = [];
    let shipped: readonly KubeObject[] = [];

    beforeAll(async () => {
      own = meshObjects(aCatalogFolder(catalog));
      shipped = meshObjects(shippedCatalog).filter(({ metadata }) => metadata.name.startsWith('user-service'));
      server = await startPolicyController(cluster());
      await applyAll(cluster().client, [...own, ...shipped]);
    });

    /** Waits until a caller is told this, as statuses of routes are written by and by. */
    async function expectTold(callerNamespace: string, authority: string, wanted: Told): Promise<void> {
      let told: Told | string = 'nothing';
      const asked = until(
        `${authority} to be told`,
        async () => {
          const caller = { namespace: callerNamespace, pod: 'caller-0' };
          told = await toldToCaller(server, caller, authority).catch((error: unknown) => String(error));
          return isDeepStrictEqual(told, wanted) || JSON.stringify(told);
        },
        60,
      );
      // What is told in the end is compared here, which says where it differs.
      await asked.catch(() => undefined);
      expect(told).toEqual(wanted);
    }

    function isRoute({ kind }: KubeObject): boolean {
      return kind.endsWith('Route');
    }

    test.each(Object.entries(cases))(
      'R3-05: timeout, retries and circuit breaking of a service are told to callers of any namespace: %s',
      async (service, expected) => {
        for (const callerNamespace of ['dev', 'elsewhere']) {
          await expectTold(callerNamespace, `${service}.dev.svc.cluster.local:80`, overHttp('dev', service, expected));
          await expectTold(
            callerNamespace,
            `${service}.dev.svc.cluster.local:9090`,
            overGrpc('dev', service, 9090, expected),
          );
        }
      },
    );

    test.each(['staging', 'prod'])(
      'R3-05, R3-06: blog-backend is told to call user-service twice more, for ten seconds, and to leave out a pod after seven failures: %s',
      async (environment) => {
        const namespace = `user-service-${environment}`;
        const expected = { mesh: '', failuresInARow: 7, timeoutSeconds: 10, retryLimit: 2 };

        await expectTold(
          environment,
          `user-service.${namespace}.svc.cluster.local:50051`,
          overGrpc(namespace, 'user-service', 50051, expected),
        );
        await expectTold(
          environment,
          `user-service.${namespace}.svc.cluster.local:80`,
          overHttp(namespace, 'user-service', expected),
        );
      },
    );

    test('where a ServiceProfile says it, nothing of it comes by this way', async () => {
      for (const [port, protocol] of [
        [80, 'http1'],
        [50051, 'http2'],
      ] as const) {
        const authority = `user-service.user-service-dev.svc.cluster.local:${port}`;
        await expectTold('dev', authority, nothingSaid(protocol, authority));
      }
    });

    test('R3-05: the status of each route says that it was accepted', async () => {
      const routes = [...own, ...shipped].filter(isRoute);

      const said = await Promise.all(routes.map((route) => acceptance(cluster().client, route)));

      expect(new Set(said)).toEqual(new Set(['True Accepted']));
      expect(routes.length).toBeGreaterThanOrEqual(Object.keys(cases).length * 2);
    });

    test('a route of a Service that is not there is not accepted', async () => {
      const route = own.find((object) => isRoute(object) && object.metadata.name === 'usual.http');
      if (route === undefined) throw new Error('"usual" has no route');
      const astray = { ...route, metadata: { name: 'astray', namespace: 'nowhere' } };
      await applyAll(cluster().client, [astray]);

      expect(await acceptance(cluster().client, astray)).toBe('False NoMatchingParent');
    });

    describe('one annotation that it cannot read', () => {
      const { mixed } = cases;

      /** The objects of service "mixed" in a namespace of their own, where those of one name have another annotation. */
      function withAnnotation(namespace: string, name: string, key: string, value: string): readonly KubeObject[] {
        return own
          .filter(({ metadata }) => metadata.name.split('.')[0] === 'mixed')
          .map((object) => {
            const { annotations } = object.metadata;
            const changed = object.metadata.name === name ? { ...annotations, [key]: value } : annotations;
            return { ...object, metadata: { ...object.metadata, namespace, ...(changed && { annotations: changed }) } };
          });
      }

      /** How often the policy controller has complained. */
      function complaints(text: string): number {
        return cluster().log(policyController).split(text).length - 1;
      }

      async function applyUnreadable(objects: readonly KubeObject[], complaint: string): Promise<void> {
        const before = complaints(complaint);
        await applyAll(cluster().client, objects);
        await until(complaint, async () => complaints(complaint) > before || `${before} times so far`);
        for (const route of objects.filter(isRoute))
          expect(await acceptance(cluster().client, route)).toBe('True Accepted');
      }

      test.each([
        ['duration', 'timeout.linkerd.io/request', '1m30s'],
        ['limit', 'retry.linkerd.io/limit', '-1'],
        ['condition', 'retry.linkerd.io/http', 'sometimes'],
      ])('leaves out the whole route of HTTP, whose status says nothing of it: %s', async (name, key, value) => {
        const namespace = `http-${name}`;
        const objects = withAnnotation(namespace, 'mixed.http.retries', key, value);

        await applyUnreadable(objects, 'Failed to convert route');

        const { routes, ...rest } = overHttp(namespace, 'mixed', mixed);
        const left = Object.entries(routes).filter(([route]) => !route.endsWith('.retries'));
        await expectTold('dev', `mixed.${namespace}.svc.cluster.local:80`, {
          ...rest,
          routes: Object.fromEntries(left),
        });
      });

      test('leaves a gRPC service without a timeout and without retries', async () => {
        const objects = withAnnotation('grpc', 'mixed.grpc', 'retry.linkerd.io/grpc', 'not-found');

        await applyUnreadable(objects, 'Failed to convert route');

        const authority = 'mixed.grpc.svc.cluster.local:9090';
        await expectTold('dev', authority, { ...nothingSaid('http2', authority), failuresInARow: 7 });
      });

      test('leaves a Service without circuit breaking, and its routes as they are', async () => {
        const key = 'balancer.linkerd.io/failure-accrual-consecutive-max-failures';
        const objects = withAnnotation('service', 'mixed', key, 'seven');

        await applyUnreadable(objects, 'Failed to parse accrual config');

        const expected = overHttp('service', 'mixed', { ...mixed, failuresInARow: undefined });
        await expectTold('dev', 'mixed.service.svc.cluster.local:80', expected);
      });
    });
  },
);
