import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { edit, render } from '../harness/gitops';
import { onThisMachine } from '../harness/on-this-machine';
import { programFile } from '../harness/program-file';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { jobsByImage } from './jobs-by-image';
import { describeOnOwnCluster } from './on-own-cluster';
import { podsByImage } from './pods-by-image';
import { podsInTrouble } from './pods-in-trouble';

/** What a service says of itself besides a port, and of its release in dev. */
interface Fault {
  /** Lines of service.yaml. @default - none */
  readonly service?: string;
  /** Lines of the overlay. @default v1.0.0 */
  readonly overlay?: string;
  /** An object of its own. @default - none */
  readonly manifest?: string;
  /** The cause that the doctor names, and words that it must say. */
  readonly cause: string;
  readonly words: RegExp;
}

const tagged = (tag: string): string => `release: { version: v1.0.0-${tag} }\n`;
const ownNamespace = (name: string): string => `namespace: "${name}"\n`;

/** One service for each way not to run. */
const faults: Readonly<Record<string, Fault>> = {
  ghost: { cause: 'not-detected', words: /no Application "ghost-dev"; .*"root-dev" is Synced/ },
  broken: { cause: 'not-compared', words: /ComparisonError: [^]*deployment\.yaml/ },
  byhand: { overlay: `${overlayYaml}autoSync: false\n`, cause: 'not-synced', words: /is synced by people/ },
  stuck: {
    overlay: tagged('never'),
    service: 'patches: [{ kind: Deployment, name: stuck, merge: { spec: { progressDeadlineSeconds: 15 } } }]\n',
    cause: 'stuck-progressing',
    words: /has timed out progressing/,
  },
  hooked: {
    service: 'jobs: { migrate: { when: before, command: [/app/migrate] } }\n',
    overlay: tagged('fails'),
    cause: 'hook-failed',
    words: /Job "hooked-migrate.*" failed: /,
  },
  crowded: { service: ownNamespace('crowded'), cause: 'quota', words: /exceeded quota: by-hand, requested: pods=1/ },
  small: { service: ownNamespace('small'), cause: 'quota', words: /minimum memory usage per Container is 2Gi/ },
  forbidden: { overlay: tagged('forbidden'), cause: 'refused-by-policy', words: /no-bad-pods.* denied request/ },
  unready: { overlay: tagged('unready'), cause: 'readiness-probe', words: /Readiness probe failed: .*statuscode: 503/ },
  dead: { overlay: tagged('dead'), cause: 'liveness-probe', words: /anew 4 times: Liveness probe failed/ },
  unpulled: { overlay: tagged('nopull'), cause: 'image-pull', words: /v1\.0\.0-nopull: .*manifest unknown/ },
  crashing: { overlay: tagged('crashes'), cause: 'crash-loop', words: /exit code 3, 5 times/ },
  hungry: { overlay: tagged('memory'), cause: 'out-of-memory', words: /limit of memory, 5 times/ },
  waits: {
    service: 'secrets: { remoteKey: dev/waits, keys: { token: { env: TOKEN } } }\n',
    overlay: tagged('nosecret'),
    cause: 'secret-missing',
    words: /ExternalSecret "waits-secrets" is not ready: SecretSyncedError: could not get secret/,
  },
  large: {
    service: 'resources: { requests: { cpu: "20" }, limits: { cpu: "20" } }\n',
    cause: 'unschedulable',
    words: /Insufficient cpu/,
  },
  paused: {
    service:
      'scale: { owner: fixed, replicas: 4 }\nrollout: { strategy: canary, steps: [{ setWeight: 25 }, { pause: {} }] }\n',
    cause: 'rollout-waits',
    words: /release of "paused" pauses since .*CanaryPauseStep/,
  },
  invalid: {
    manifest:
      'apiVersion: v1\nkind: Service\nmetadata: { name: second }\nspec: { clusterIP: 203.0.113.7, ports: [{ port: 80 }] }\n',
    cause: 'sync-failed',
    words: /Service "second" cannot be applied: .*203\.0\.113\.7/,
  },
};

const environment = environmentYaml
  .replace('requests: { cpu: "4", memory: 8Gi }', 'requests: { cpu: "128", memory: 64Gi }')
  .replace('limits: { cpu: "16", memory: 16Gi }', 'limits: { cpu: "128", memory: 64Gi }')
  .replace('pods: 20', 'pods: 90')
  .replace('max: { cpu: "2", memory: 4Gi }', 'max: { cpu: "32", memory: 4Gi }');

describeOnOwnCluster(
  'R1-18, R2-27: "slipway doctor" on a cluster where each service has another fault',
  {
    argocd: true,
    git: true,
    rollouts: true,
    reconciliationSeconds: 20,
    stages: (shipped) => podsInTrouble(podsByImage(jobsByImage(shipped))),
  },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(
      async () => {
        const { client } = cluster();
        for (const object of byOthers) await client.apply(object);
        delivery = await Delivery.begin(cluster(), aCatalogFolder(catalogOf(faults)));
        const folder = delivery.repository.folder;
        rmSync(join(folder, 'services/broken/overlays/dev/deployment.yaml'));
        await delivery.push('A file is lost');
        await delivery.settle(({ metadata }) => ['fine-dev', 'paused-dev'].includes(metadata.name), {
          atLeast: 2,
        });
        // Rendered again, the file that was lost is there again: only on the branch it is not.
        edit(join(folder, 'catalog/services/paused/dev.yaml'), [[['release', 'version'], 'v1.1.0']]);
        render(delivery.repository);
        rmSync(join(folder, 'services/broken/overlays/dev/deployment.yaml'));
        await delivery.push('paused v1.1.0');
        // What the catalog says now is on no branch.
        write('services/ghost/service.yaml', serviceYaml);
        write('services/ghost/dev.yaml', overlayYaml);
        await until('the secret of "waits" to be there', async () => {
          const ref = {
            apiVersion: 'external-secrets.io/v1',
            kind: 'ExternalSecret',
            namespace: 'dev',
            name: 'waits-secrets',
          };
          if ((await client.find(ref)) === undefined) return 'it is not there';
          await client.patch(ref, { status: { conditions: [unsynced] } }, 'status');
          return true;
        });
      },
      onThisMachine(900) * 1000,
    );

    test('what runs has no finding', async () => {
      expect(await doctor('fine')).toMatchObject({ health: 'Healthy', sync: 'Synced', findings: [], gaps: [] });
    });

    test.each(Object.entries(faults))('%s', async (service, { cause, words }) => {
      const found = await until(
        `the doctor to find ${cause}`,
        async () => {
          const { findings, ...rest } = await doctor(service);
          const isFound = findings.some((one) => one.cause === cause && words.test(one.what));
          return isFound ? { findings, ...rest } : JSON.stringify({ findings, ...rest }, null, 2);
        },
        240,
        5000,
      );

      // No other cause is named for it, but that it goes on and on after ten minutes; and each says what to do.
      const others = found.findings
        .map((one) => one.cause)
        .filter((one) => ![cause, 'stuck-progressing'].includes(one));
      expect(others).toEqual([]);
      expect(found.findings.every(({ remedy }) => remedy.length > 20)).toBe(true);
      expect(found.gaps).toEqual([]);
    });

    function write(file: string, text: string): void {
      const path = join(delivery.repository.folder, 'catalog', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }

    async function doctor(service: string): Promise<Diagnosis> {
      const programs = temporaryFolder();
      symlinkSync(programFile('kubectl'), join(programs, 'kubectl'));
      const words = ['doctor', service, 'dev', '--json', '--catalog', join(delivery.repository.folder, 'catalog')];
      const variables = {
        ...cleanVariables(),
        // kubectl keeps what it has found out in its home.
        HOME: programs,
        KUBECONFIG: cluster().kubeconfig,
        PATH: [programs, process.env['PATH']].join(delimiter),
      };
      // Its exit code is 1 when it finds something.
      const stdout = await new Promise<string>((resolve, reject) => {
        execFile(process.execPath, [slipwayFile, ...words], { env: variables }, (error, out, err) => {
          if (error === null || out !== '') resolve(out);
          else reject(new Error(err));
        });
      });
      return JSON.parse(stdout);
    }
  },
);

interface Diagnosis {
  readonly health: string;
  readonly sync: string;
  readonly findings: readonly { readonly cause: string; readonly what: string; readonly remedy: string }[];
  readonly gaps: readonly string[];
}

const unsynced = {
  type: 'Ready',
  status: 'False',
  reason: 'SecretSyncedError',
  message: 'could not get secret data from provider',
  lastTransitionTime: '2026-01-01T00:00:00Z',
};

/** What other people have on the cluster: bounds of two namespaces, and a policy for pods. */
const byOthers = [
  ...['crowded', 'small'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'by-hand', namespace: 'crowded' },
    spec: { hard: { pods: '0' } },
  },
  {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'by-hand', namespace: 'small' },
    spec: { limits: [{ type: 'Container', min: { memory: '2Gi' } }] },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'no-bad-pods' },
    spec: {
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      validations: [{ expression: 'object.spec.containers.all(one, !one.image.contains("-forbidden"))' }],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'no-bad-pods' },
    spec: { policyName: 'no-bad-pods', validationActions: ['Deny'] },
  },
];

function catalogOf(all: Readonly<Record<string, Fault>>): Readonly<Record<string, string | null>> {
  const services: Readonly<Record<string, Fault>> = { ...all, fine: { cause: '', words: /./ } };
  const files = Object.entries(services)
    .filter(([name]) => name !== 'ghost')
    .flatMap(([name, { service = '', overlay = overlayYaml, manifest }]) => [
      [`services/${name}/service.yaml`, `${serviceYaml}${service}`],
      [`services/${name}/dev.yaml`, overlay],
      ...(manifest === undefined ? [] : [[`services/${name}/manifests/own.yaml`, manifest]]),
    ]);
  return {
    'platform.yaml': platformYaml,
    'environments/dev.yaml': environment,
    'environments/prod.yaml': null,
    'services/web/service.yaml': null,
    'services/web/dev.yaml': null,
    'services/web/prod.yaml': null,
    ...Object.fromEntries(files),
  };
}
