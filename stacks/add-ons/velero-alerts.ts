import type { Alert } from '../../src/constructs/prometheus-rule';

/** Alerts about backups of Velero. */
export const veleroAlerts: readonly Alert[] = [
  {
    name: 'VeleroBackupFailed',
    expression: 'max by (schedule) (velero_backup_last_status{schedule!=""}) == 0',
    for: '1h',
    severity: 'warning',
    summary: 'The last backup of {{ $labels.schedule }} was not made, or not all of it',
    description: 'A cluster that is lost now is restored from an older backup.',
    runbook: 'velero backup get; velero backup describe NAME --details; velero backup logs NAME has the error.',
  },
];
