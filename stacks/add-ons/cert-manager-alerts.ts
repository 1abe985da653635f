import type { Alert } from '../../src/constructs/prometheus-rule';

const days = (count: number): number => count * 86_400;
const left = 'max by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time()';
const describeCertificate =
  'kubectl describe certificate {{ $labels.name }} -n {{ $labels.namespace }}, then its CertificateRequest, Order and Challenge, have the error.';

/** Alerts about certificates of cert-manager and about who signs them. */
export const certManagerAlerts: readonly Alert[] = [
  {
    name: 'CertificateNotReady',
    expression: 'max by (namespace, name) (certmanager_certificate_ready_status{condition="False"}) == 1',
    for: '30m',
    severity: 'warning',
    summary: 'The certificate {{ $labels.name }} in {{ $labels.namespace }} is not made',
    description: 'Its hosts have no certificate, or one that was not renewed.',
    runbook: describeCertificate,
  },
  {
    // They are renewed when a third of their life is left: of 90 days that is a month.
    name: 'CertificateEnds',
    expression: `${left} < ${days(7)}`,
    for: '1h',
    severity: 'critical',
    summary: 'The certificate {{ $labels.name }} in {{ $labels.namespace }} ends in {{ $value | humanizeDuration }}',
    description: 'It should have been renewed long ago. From then on nobody trusts its hosts.',
    runbook: describeCertificate,
  },
  {
    name: 'ClusterIssuerNotReady',
    expression: 'max by (name) (certmanager_clusterissuer_ready_status{condition="False"}) == 1',
    for: '15m',
    severity: 'warning',
    summary: 'The issuer {{ $labels.name }} signs nothing',
    description: 'No certificate of it is made or renewed.',
    runbook:
      'kubectl describe clusterissuer {{ $labels.name }} has the error: the authority, the way to it, or its Secret.',
  },
];
