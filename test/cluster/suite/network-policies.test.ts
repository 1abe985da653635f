import * as z from 'zod';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { renderShippedCatalog, shippedCatalog } from '../../helpers/shipped-catalog';
import { KubeClient, KubeObject, refOf } from '../harness/kube-client';
import { refusalsOf } from './apply-twice';
import { anybody, declaredConnections, dns, outsideNamespaces, outsideNetworks } from './declared-connections';
import { admitted, Policy, Selection } from './network-reach';
import type { Place, SelectedPolicy } from './network-reach';
import { isOwnCluster } from './is-own-cluster';
import { describeOnCluster } from './on-cluster';
import { removeNamespaces } from './remove-namespaces';
import { ownerOf, renderedFiles } from './rendered-files';
import type { RenderedFile } from './rendered-files';
import { aNamespace, anAccount, aPod } from './stand-in-pods';
import { podsOfWorkloads } from './workload-pods';

const Pod = KubeObject.extend({
  spec: z.looseObject({
    containers: z.array(
      z.looseObject({
        ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.number() })).default([]),
      }),
    ),
  }),
});

const { catalog, resolved } = loadCatalog(folderSource(shippedCatalog));
const files = renderedFiles(renderShippedCatalog().texts);
const namespaces = [...new Set(resolved.map(({ namespace }) => namespace))].sort();
const others = outsideNamespaces(catalog.platform, resolved);
const pods = podsOfWorkloads(files);

/** A pod that nobody declared, in each namespace, and one of whom others call. */
const strangers = namespaces.map((namespace) => aPod(namespace, 'stranger'));
const outside = [...others.map((namespace) => aPod(namespace, anybody)), aPod(dns.namespace, dns.name, dns.labels)];

const ends = [...pods.map(({ object }) => object), ...strangers].map(placeOf);
const places = [...ends, ...outside.map(placeOf), ...outsideNetworks(resolved).map((name) => ({ name, ports: [] }))];

const declared = [
  ...declaredConnections(catalog.platform, resolved),
  ...ends.flatMap(({ name }) =>
    (['TCP', 'UDP'] as const).map((protocol) => ({
      from: name,
      to: `${dns.namespace}/${dns.name}`,
      protocol,
      port: 53,
    })),
  ),
];

describeOnCluster('NetworkPolicies of the shipped catalog', { controllers: false }, (cluster) => {
  const policies: SelectedPolicy[] = [];
  const stored: Policy[] = [];
  let applied: { readonly refused: readonly string[]; readonly warnings: readonly string[] } | undefined;
  let made: readonly KubeObject[] = [];

  // What is made is removed before the cluster that was there is left.
  describe('with a pod of every workload', () => {
    beforeAll(async () => {
      const client = new KubeClient(cluster().client.server);
      made = await prepare(client);
      const refused = await refusalsOf(client, [
        ...pods,
        ...[...strangers, ...outside].map((object) => ({ file: 'no file', object })),
      ]);
      applied = { refused, warnings: client.warnings };

      const selection = new Selection(client);
      for (const namespace of namespaces) {
        const found = await client.list('networking.k8s.io/v1', 'NetworkPolicy', namespace);
        stored.push(...found.map((object) => Policy.parse(object)));
      }
      policies.push(...(await Promise.all(stored.map((policy) => selection.of(policy)))));
    }, 900_000);

    afterAll(async () => {
      if (isOwnCluster) return;
      const { client } = cluster();
      for (const object of made.toReversed()) await client.delete(refOf(object));
      await removeNamespaces(
        client,
        made.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
      );
    }, 900_000);

    /** Applies what pods need to be taken, and what decides about them. Returns what was not there before. */
    async function prepare(client: KubeClient): Promise<readonly KubeObject[]> {
      const wanted = files.filter(({ file }) => /\/baseline\/|service-account|network-policy/.test(file));
      const missing: KubeObject[] = [];
      for (const object of [
        ...others.map(aNamespace),
        ...byNeed(wanted),
        ...[...namespaces, ...others].map(anAccount),
      ]) {
        if ((await client.find(refOf(object))) === undefined) missing.push(object);
        await client.apply(object);
      }
      return [...missing, ...strangers, ...outside, ...pods.map(({ object }) => object)];
    }

    test('a namespace takes the pods of its workloads, without a warning', () => {
      expect(applied).toEqual({ refused: [], warnings: [] });
      expect(pods.length).toBeGreaterThanOrEqual(resolved.length);
    });

    test('the policy of a service, or of its backup, selects the pods of its own and no other', () => {
      const expected = new Map(
        files
          .filter(({ file, object }) => object.kind === 'NetworkPolicy' && ownerOf(file) !== undefined)
          .map(({ object: { metadata } }) => [
            `${metadata.namespace ?? ''}/${metadata.name}`,
            [`${metadata.namespace ?? ''}/${metadata.name}-0`],
          ]),
      );

      const selected = policies
        .filter(({ name }) => expected.has(name))
        .map(({ name, pods }) => [name, [...pods]] as const);

      expect(new Map(selected)).toEqual(expected);
      expect([...expected.values()].flat().sort()).toEqual(pods.map(({ object }) => placeOf(object).name).sort());
    });

    test.each(['default-deny', 'allow-dns'])('%s selects every pod of its namespace', (policy) => {
      const selected = policies
        .filter(({ name }) => name.endsWith(`/${policy}`))
        .map(({ name, pods }) => [name, [...pods].sort()] as const);

      expect(new Map(selected)).toEqual(
        new Map(
          namespaces.map((namespace) => [
            `${namespace}/${policy}`,
            ends
              .map(({ name }) => name)
              .filter((name) => name.startsWith(`${namespace}/`))
              .sort(),
          ]),
        ),
      );
    });

    test('a pod may call what the catalog declares, and nothing else', () => {
      expect(admitted('Egress', ends, places, policies)).toEqual(declaredOf(({ from }) => from));
    });

    test('a pod may be called by whom the catalog declares, and by nobody else', () => {
      expect(admitted('Ingress', ends, places, policies)).toEqual(declaredOf(({ to }) => to));
    });

    test('what is declared has all that a catalog can declare, so that the comparison means something', () => {
      const isDeclared = (from: RegExp, to: RegExp, port: number): boolean =>
        declared.some((one) => from.test(one.from) && to.test(one.to) && one.port === port);

      expect({
        call: isDeclared(/^dev\/blog-backend-0$/, /^dev\/blog-database-0$/, 5432),
        backup: isDeclared(/^prod\/blog-database-backup-0$/, /^prod\/blog-database-0$/, 5432),
        gateway: isDeclared(/^gateway-system\//, /^prod\/payment-service-0$/, 8080),
        ingress: isDeclared(/^ingress-nginx\//, /^user-service-prod\/user-service-0$/, 8080),
        metrics: isDeclared(/^monitoring\//, /^prod\/apm-0$/, 8080),
        mesh: isDeclared(/^monitoring\//, /^user-service-dev\/user-service-0$/, 4191),
        database: isDeclared(/^prod\/payment-service-0$/, /^db\//, 5432),
      }).toEqual({
        call: true,
        backup: true,
        gateway: true,
        ingress: true,
        metrics: true,
        mesh: true,
        database: true,
      });
    });

    test('a rule names ports that the pods behind it have, or that the proxy of the mesh adds', () => {
      const portsOf = new Map(
        pods.map(({ object }) => {
          const { metadata } = object;
          const proxy = metadata.annotations?.['linkerd.io/inject'] === 'enabled' ? [4143, 4191] : [];
          return [placeOf(object).name, [...placeOf(object).ports.map(({ containerPort }) => containerPort), ...proxy]];
        }),
      );

      const named = policies.flatMap(({ name, pods: own, rules }) =>
        rules.flatMap(({ direction, peers, ports }) =>
          [...(direction === 'Ingress' ? own : (peers ?? []))]
            .flatMap((pod) => ports.map(({ port }) => ({ name, pod, port: Number(port), known: portsOf.get(pod) })))
            .filter(({ known }) => known !== undefined),
        ),
      );

      expect(named.filter(({ port, known }) => known?.includes(port) !== true)).toEqual([]);
      expect(named.length).toBeGreaterThan(resolved.length);
    });

    test('a misspelt label, an open peer and an open port are found', async () => {
      const selection = new Selection(cluster().client);
      const name = 'dev/blog-database';
      const normal = admitted('Ingress', ends, places, policies);
      const difference = async (ingress: readonly object[]) => {
        const policy = stored.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === name);
        const changed = await selection.of(Policy.parse({ ...policy, spec: { ...policy?.spec, ingress } }));
        const now = admitted('Ingress', ends, places, [...policies.filter((one) => one.name !== name), changed]);
        return { lost: normal.filter((one) => !now.includes(one)), won: now.filter((one) => !normal.includes(one)) };
      };
      const from = (app: string) => [{ podSelector: { matchLabels: { app } } }];
      const ports = [{ port: 5432 }];
      const backup = { from: from('blog-database-backup'), ports };

      const misspelt = await difference([{ from: from('blog-backed'), ports }, backup]);
      const openPeer = await difference([{ from: [{ podSelector: {} }], ports }]);
      const openPort = await difference([{ from: from('blog-backend') }, backup]);

      expect(misspelt).toEqual({ lost: ['dev/blog-backend-0 -> dev/blog-database-0 TCP 5432'], won: [] });
      expect(openPeer.lost).toEqual([]);
      expect(openPeer.won).toContain('dev/stranger -> dev/blog-database-0 TCP 5432');
      expect(openPort.lost).toEqual([]);
      expect(openPort.won).toContain('dev/blog-backend-0 -> dev/blog-database-0 UDP 1');
    });

    test.each([
      ['In', { key: 'app', operator: 'In', values: ['client', 'chat-service'] }, ['chat-service-0', 'client-0']],
      [
        'NotIn',
        { key: 'tier', operator: 'NotIn', values: ['backend', 'frontend', 'gateway', 'data'] },
        ['apm-0', 'stranger'],
      ],
      ['Exists', { key: 'k8s-app', operator: 'Exists' }, []],
      ['DoesNotExist', { key: 'tier', operator: 'DoesNotExist' }, ['stranger']],
    ])('a selector with %s selects what the API server says', async (_operator, expression, expected) => {
      const policy = Policy.parse({
        metadata: { name: 'expressions', namespace: 'dev' },
        spec: { podSelector: { matchExpressions: [expression] }, policyTypes: ['Egress'] },
      });

      const selected = await new Selection(cluster().client).of(policy);

      expect([...selected.pods].sort()).toEqual(expected.map((name) => `dev/${name}`));
    });
  });
});

/** What is declared, of those who are known as one end. */
function declaredOf(end: (connection: (typeof declared)[number]) => string): readonly string[] {
  const known = new Set(ends.map(({ name }) => name));
  const lines = declared
    .filter((connection) => known.has(end(connection)))
    .map(({ from, to, protocol, port }) => `${from} -> ${to} ${protocol} ${port}`);
  return [...new Set(lines)].sort();
}

/** Namespaces before what is in them. */
function byNeed(rendered: readonly RenderedFile[]): readonly KubeObject[] {
  const objects = rendered.map(({ object }) => object);
  return [...objects.filter(({ kind }) => kind === 'Namespace'), ...objects.filter(({ kind }) => kind !== 'Namespace')];
}

function placeOf(pod: KubeObject): Place {
  const { metadata, spec } = Pod.parse(pod);
  return {
    name: `${metadata.namespace ?? ''}/${metadata.name}`,
    ports: spec.containers.flatMap(({ ports }) => ports),
  };
}
