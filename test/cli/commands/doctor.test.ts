import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runSlipway } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** A kubectl that answers from a table: the first part of a command line that fits. */
function kubectlThatSays(answers: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  const file = join(folder, 'kubectl');
  writeFileSync(
    file,
    `#!${process.execPath}
const answers = require(${JSON.stringify(join(folder, 'answers.json'))});
const asked = process.argv.slice(2).join(' ');
const key = Object.keys(answers).find((one) => asked.includes(one));
if (key === undefined) { console.error("error: the server doesn't have a resource type"); process.exit(1); }
if (typeof answers[key] === 'string') { console.error(answers[key]); process.exit(1); }
console.log(JSON.stringify(answers[key]));
`,
  );
  chmodSync(file, 0o755);
  return folder;
}

function doctor(folder: string, ...words: readonly string[]) {
  return runSlipway(['doctor', ...words, '--catalog', shippedCatalog], { variables: { PATH: folder } });
}

const list = (...items: readonly object[]) => ({ kind: 'List', items });
const application = {
  kind: 'Application',
  metadata: { name: 'payment-service-dev' },
  status: { health: { status: 'Progressing' }, sync: { status: 'Synced' } },
};
const pod = {
  kind: 'Pod',
  metadata: { name: 'payment-service-7d4b9c6f5d-x2x4z' },
  status: {
    containerStatuses: [
      {
        name: 'payment-service',
        image: 'ghcr.io/your-org/payment-service:v1',
        state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off' } },
      },
    ],
  },
};
const rest = { 'get events': list(), externalsecrets: list() };

test('R1-18, R2-27: it asks Argo CD and the cluster, and says what is wrong and what to do', () => {
  const folder = kubectlThatSays({
    'get applications.argoproj.io -n argocd --ignore-not-found payment-service-dev root-dev': application,
    'get pods,': list(pod),
    ...rest,
  });

  const { stdout, exitCode } = doctor(folder, 'payment-service', 'development');

  expect(stdout).toBe(
    [
      'payment-service-dev in namespace dev: Synced, Progressing',
      '✗ pod "payment-service-7d4b9c6f5d-x2x4z" does not get ghcr.io/your-org/payment-service:v1: Back-off [image-pull]',
      '  → look whether the registry has this tag and digest (release of services/payment-service/dev.yaml), and whether the nodes may read it: "unauthorized" wants a pull secret, "no match for platform" an image for their processors',
      '',
    ].join('\n'),
  );
  expect(exitCode).toBe(1);
});

test('a service that runs is told as such, and ends with 0', () => {
  const folder = kubectlThatSays({ applications: application, 'get pods,': list(), ...rest });

  const { stdout, exitCode } = doctor(folder, 'payment-service', 'dev', '--json');

  expect(JSON.parse(stdout)).toEqual({
    application: 'payment-service-dev',
    health: 'Progressing',
    sync: 'Synced',
    findings: [],
    gaps: [],
  });
  expect(exitCode).toBe(0);
});

test('what cannot be asked is said, and nothing is claimed of it', () => {
  const forbidden = 'Error from server (Forbidden): applications.argoproj.io is forbidden';
  const folder = kubectlThatSays({ 'get applications': forbidden, 'get pods,': list(), ...rest });

  const { stdout, exitCode } = doctor(folder, 'payment-service', 'dev');

  expect(stdout).toContain(`? not looked at: kubectl get applications.argoproj.io -n argocd: ${forbidden}`);
  expect(stdout).not.toContain('there is no Application');
  expect(exitCode).toBe(1);
});

test('each cluster is asked by its own context', () => {
  const folder = kubectlThatSays({
    '--context=tools get applications': application,
    '--context=prod get pods,': list(),
    '--context=prod get events': list(),
  });

  expect(doctor(folder, 'payment-service', 'dev', '--context', 'prod', '--argocd-context', 'tools').exitCode).toBe(0);
});

test('a Rollout whose plugin is not there, and a claim of a class that is not there, are found by their causes', () => {
  const rollout = {
    kind: 'Rollout',
    metadata: { name: 'payment-service' },
    // Without its plugin the controller of Argo Rollouts writes no status.
    spec: { strategy: { canary: { trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': {} } } } } },
  };
  const claim = {
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-payment-service-0' },
    status: { phase: 'Pending' },
  };
  const event = {
    involvedObject: { kind: 'PersistentVolumeClaim', name: 'data-payment-service-0' },
    reason: 'ProvisioningFailed',
    message: 'storageclass.storage.k8s.io "fast" not found',
  };
  const folder = kubectlThatSays({
    applications: application,
    'get pods,': list(claim),
    'get rollouts.argoproj.io -n dev -l app=payment-service': list(rollout),
    'get configmaps -A --field-selector metadata.name=argo-rollouts-config': list({
      kind: 'ConfigMap',
      metadata: { name: 'argo-rollouts-config' },
      data: { metricProviderPlugins: '[]' },
    }),
    'get events': list(event),
    externalsecrets: list(),
  });

  const { stdout, exitCode } = doctor(folder, 'payment-service', 'dev');

  expect(stdout).toContain('"argoproj-labs/gatewayAPI", which Argo Rollouts does not have');
  expect(stdout).toContain('"canaryWeights: routes" of environment "dev" installs it');
  expect(stdout).toContain('claim "data-payment-service-0" gets no volume: the cluster has no StorageClass "fast"');
  expect(stdout).toContain('kubectl get storageclasses');
  expect(exitCode).toBe(1);
});

test('a workload that has no labels but on its pods is found by its name', () => {
  const stuck = {
    kind: 'Deployment',
    metadata: { name: 'payment-service' },
    status: {
      conditions: [
        { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out progressing' },
      ],
    },
  };
  const folder = kubectlThatSays({
    applications: application,
    'get pods,': list(),
    'get deployments.apps,statefulsets.apps,daemonsets.apps payment-service -n dev --ignore-not-found': stuck,
    ...rest,
  });

  expect(doctor(folder, 'payment-service', 'dev').stdout).toContain('timed out progressing');
});

test('without kubectl it says what to install', () => {
  expect(doctor(temporaryFolder(), 'payment-service', 'dev').stdout).toContain('"kubectl" is not on PATH; install it');
});

test.each([
  [['payment-servic', 'dev'], 'unknown service "payment-servic"'],
  [['payment-service', 'devv'], 'unknown environment "devv"'],
])('%p is refused', (words, message) => {
  const { stderr, exitCode } = doctor(temporaryFolder(), ...words);

  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});
