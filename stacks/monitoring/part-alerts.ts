import type { Alert } from '../../src/constructs/prometheus-rule';
import { downAlert } from './down-alert';
import { jobs } from './part-monitors';
import type { WatchedParts } from './watched-parts';

/** Alerts about the parts besides Argo CD, by the name of their group: of what is installed, and of nothing else. */
export function partAlerts(parts: WatchedParts): Readonly<Record<string, readonly Alert[]>> {
  return {
    'platform.secrets': parts.externalSecrets ? [secretNotCopied, storeNotReady, externalSecretsDown] : [],
    'platform.mesh': parts.linkerd ? [issuerEnds, issuerEndsSoon, linkerdDown] : [],
    'platform.rollouts': parts.argoRollouts ? [rolloutsDown] : [],
    'platform.controller': parts.gitopsController ? [controllerDown] : [],
    'platform.backup': parts.backup ? [backupMissing] : [],
  };
}

const secretNotCopied: Alert = {
  name: 'ExternalSecretNotReady',
  expression: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
  for: '15m',
  severity: 'warning',
  summary: 'The Secret of the ExternalSecret {{ $labels.name }} in {{ $labels.namespace }} is not kept',
  description: 'What runs keeps the values that it has. A new value, and a new pod of a new Secret, wait.',
  runbook:
    'kubectl describe externalsecret {{ $labels.name }} -n {{ $labels.namespace }} has the error: a key that the store does not have, or a store that refuses.',
};

const storeNotReady: Alert = {
  name: 'SecretStoreNotReady',
  expression: 'max by (name) (clustersecretstore_status_condition{condition="Ready", status="False"}) == 1',
  for: '10m',
  severity: 'critical',
  summary: 'The store of secrets {{ $labels.name }} cannot be read',
  description: 'No Secret of the cluster that comes from it is renewed, and none is made.',
  runbook:
    'kubectl describe clustersecretstore {{ $labels.name }} has the error: the store is down, the way to it is closed, or the account of External Secrets has lost its role.',
};

const externalSecretsDown = downAlert(
  'ExternalSecretsDown',
  jobs.externalSecrets,
  'No Secret is renewed. Without the webhook no ExternalSecret can be changed, so syncs fail.',
  'kubectl get pods -n external-secrets; describe the pod that is not ready; then its logs.',
);

const days = (count: number): number => count * 86_400;
const issuerTtl = 'min(issuer_cert_ttl_seconds)';

// Pods get certificates of a day, signed by the issuer: when it ends, no pod that starts can speak with any other.
const issuerEnds: Alert = {
  name: 'LinkerdIssuerEnds',
  expression: `${issuerTtl} < ${days(2)}`,
  for: '10m',
  severity: 'critical',
  summary: "The certificate of Linkerd's issuer ends in {{ $value | humanizeDuration }}",
  description: 'From then on no meshed pod gets a certificate, and within a day none can speak with another.',
  runbook:
    'Sign a new issuer with the trust anchor, and put it into the Secret linkerd-identity-issuer, or into the store that it comes from.',
};

const issuerEndsSoon: Alert = {
  ...issuerEnds,
  name: 'LinkerdIssuerEndsSoon',
  expression: `${issuerTtl} < ${days(21)}`,
  for: '1h',
  severity: 'warning',
};

const linkerdDown = downAlert(
  'LinkerdDown',
  jobs.linkerd,
  'Meshed pods that run go on. Those that start get no certificate, no proxy or no policy.',
  'kubectl get pods -n linkerd; describe the pod that is not ready; then the logs of its containers.',
);

const rolloutsDown = downAlert(
  'ArgoRolloutsDown',
  jobs.argoRollouts,
  'Canaries stand still where they are, and pods that go are not replaced by their Rollout.',
  'kubectl get pods -n argo-rollouts; describe the pod that is not ready; then its logs.',
);

const controllerDown = downAlert(
  'SlipwayControllerDown',
  jobs.gitopsController,
  'Requests of the portal are not answered, and the portal hears nothing of deliveries. Git and Argo CD go on.',
  'kubectl get pods -n port-system; describe the pod; then its logs.',
);

const ofBackup = '{cronjob="argocd-backup"}';
const started = `max by (namespace, cronjob) (kube_cronjob_status_last_schedule_time${ofBackup})`;
const succeeded = `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time${ofBackup})`;

const backupMissing: Alert = {
  name: 'ArgoCdBackupMissing',
  // Whatever the schedule is: the last run that was due has not ended well. One that never did has no time.
  expression: `${started} unless (${succeeded} >= ${started})`,
  for: '2h',
  severity: 'warning',
  summary: 'The last backup of Argo CD was not made',
  description: 'A cluster that is lost now is rebuilt from an older export.',
  runbook:
    'kubectl get jobs -n {{ $labels.namespace }}; the logs of the pod of the last job of {{ $labels.cronjob }} have the error: the bucket, its keys, or the public key.',
};
