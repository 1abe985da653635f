import { jobs } from '../../../stacks/monitoring/part-monitors';

/** What Prometheus scraped each minute, in promtool's notation. */
export interface Measured {
  readonly [series: string]: string;
}

/** Alert, what happens, what is measured, when it is asked, labels of the alerts that fire. */
export type AlertCase = readonly [string, string, Measured, string, readonly object[]];

const condition = (kind: string, status: string): string =>
  `${kind}_status_condition{namespace="shop", name="web", condition="Ready", status="${status}"}`;
const cronJob = (time: string): string =>
  `kube_cronjob_status_last_${time}_time{namespace="argocd", cronjob="argocd-backup"}`;

/** Cases of the alerts about the parts of a platform besides Argo CD. */
export const partCases: readonly AlertCase[] = [
  [
    'ExternalSecretNotReady',
    'a key that the store does not have',
    { [condition('externalsecret', 'False')]: '1x20', [condition('externalsecret', 'True')]: '0x20' },
    '16m',
    [{ namespace: 'shop', name: 'web' }],
  ],
  [
    'ExternalSecretNotReady',
    'a Secret that is kept',
    { [condition('externalsecret', 'False')]: '0x20', [condition('externalsecret', 'True')]: '1x20' },
    '16m',
    [],
  ],
  [
    'SecretStoreNotReady',
    'a store that refuses',
    { 'clustersecretstore_status_condition{name="vault", condition="Ready", status="False"}': '1x20' },
    '11m',
    [{ name: 'vault' }],
  ],
  ['LinkerdIssuerEnds', 'an issuer of one more day', { issuer_cert_ttl_seconds: '86400-60x20' }, '11m', [{}]],
  ['LinkerdIssuerEnds', 'an issuer of ten more days', { issuer_cert_ttl_seconds: '864000-60x20' }, '11m', []],
  ['LinkerdIssuerEndsSoon', 'an issuer of ten more days', { issuer_cert_ttl_seconds: '864000-60x70' }, '61m', [{}]],
  ['LinkerdIssuerEndsSoon', 'an issuer of a year', { issuer_cert_ttl_seconds: '31536000-60x70' }, '61m', []],
  [
    'ArgoCdBackupMissing',
    'a night whose job failed',
    { [cronJob('schedule')]: '86400x200', [cronJob('successful')]: '60x200' },
    '121m',
    [{ namespace: 'argocd', cronjob: 'argocd-backup' }],
  ],
  [
    'ArgoCdBackupMissing',
    'a job that never succeeded',
    { [cronJob('schedule')]: '86400x200' },
    '121m',
    [{ namespace: 'argocd', cronjob: 'argocd-backup' }],
  ],
  [
    'ArgoCdBackupMissing',
    'a backup of last night, whatever the time is',
    { [cronJob('schedule')]: '86400x200', [cronJob('successful')]: '86460x200' },
    '180m',
    [],
  ],
  ...(
    [
      ['ExternalSecretsDown', jobs.externalSecrets],
      ['LinkerdDown', jobs.linkerd],
      ['ArgoRolloutsDown', jobs.argoRollouts],
      ['SlipwayControllerDown', jobs.gitopsController],
    ] as const
  ).flatMap(([alert, [first = '', ...others]]): readonly AlertCase[] => {
    const up = (job: string, values: string) => ({ [`up{job="${job}"}`]: values });
    const rest = Object.assign({}, ...others.map((job) => up(job, '1x20')));
    return [
      [alert, 'one that does not answer', { ...up(first, '0x20'), ...rest }, '11m', [{ job: first }]],
      [alert, 'one that has no pods', rest, '11m', [{ job: first }]],
      [alert, 'all of them answer', { ...up(first, '1x20'), ...rest }, '11m', []],
    ];
  }),
];
