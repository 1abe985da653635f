import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BackupCronJob } from '../../src/constructs/backup-cron-job';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

function backup(command: readonly string[] = ['dump']) {
  const { spec } = new BackupCronJob(aChart(), 'backup', {
    ...identity,
    schedule: '0 2 * * *',
    retentionDays: 30,
    command,
    claimName: 'web-backup',
    pod: aPod(),
  }).toJson();
  return { spec, job: spec?.jobTemplate.spec, pod: spec?.jobTemplate.spec?.template.spec };
}

test('it runs on its schedule in UTC, one at a time', () => {
  expect(backup().spec).toMatchObject({ schedule: '0 2 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
});

test('a run that was missed is made up for within an hour, a run that hangs is ended', () => {
  expect(backup().spec?.startingDeadlineSeconds).toBe(3600);
  expect(backup().job?.activeDeadlineSeconds).toBe(21600);
});

test('it cleans up after itself', () => {
  expect(backup().job?.ttlSecondsAfterFinished).toBe(604800);
  expect(backup().spec).toMatchObject({ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3 });
});

test('its pods are as safe as those of the service, and are not repeated when they fail', () => {
  expect(backup().pod?.containers[0]?.securityContext?.readOnlyRootFilesystem).toBe(true);
  expect(backup().pod?.restartPolicy).toBe('Never');
});

test('backups are on a volume that outlives the pod', () => {
  const { pod } = backup();

  expect(pod?.volumes).toContainEqual({ name: 'backups', persistentVolumeClaim: { claimName: 'web-backup' } });
  expect(pod?.containers[0]?.env).toEqual([{ name: 'BACKUP_DIR', value: '/backups/incomplete' }]);
});

describe('the command, run in a folder that stands for the volume', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-backup-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function run(command: readonly string[]): void {
    const words = (backup(command).pod?.containers[0]?.command ?? []).map((word) =>
      word.replaceAll('/backups', folder),
    );
    const [program = '', ...rest] = words;
    execFileSync(program, rest, { env: { PATH: process.env['PATH'], BACKUP_DIR: join(folder, 'incomplete') } });
  }

  function oldBackup(name: string, days: number): void {
    mkdirSync(join(folder, name));
    const then = new Date(Date.now() - days * 24 * 3600 * 1000);
    utimesSync(join(folder, name), then, then);
  }

  const good = ['sh', '-c', 'echo "$1" > "$BACKUP_DIR/dump.sql"', 'dump', 'all data'];

  test('a backup is a folder with the time of its end', () => {
    run(good);

    const [name = '', ...others] = readdirSync(folder);
    expect(name).toMatch(/^\d{4}-\d{2}-\d{2}T\d{6}Z$/);
    expect(others).toEqual([]);
    expect(readFileSync(join(folder, name, 'dump.sql'), 'utf8')).toBe('all data\n');
  });

  test('backups beyond the retention are deleted, younger ones and other files are not', () => {
    oldBackup('2026-01-01T020000Z', 31);
    oldBackup('2026-01-03T020000Z', 29);
    oldBackup('lost+found', 400);

    run(good);

    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['2026-01-03T020000Z', 'lost+found']));
    expect(readdirSync(folder)).not.toContain('2026-01-01T020000Z');
  });

  test('a backup that fails costs no old one and counts for none', () => {
    oldBackup('2026-01-01T020000Z', 31);

    expect(() => run(['false'])).toThrow('Command failed');

    expect(readdirSync(folder).sort()).toEqual(['2026-01-01T020000Z', 'incomplete']);
  });

  test('what a failed backup left is gone before the next one', () => {
    expect(() => run(['sh', '-c', 'echo half > "$BACKUP_DIR/half.sql"; exit 1'])).toThrow('Command failed');

    run(good);

    const [name = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(readdirSync(join(folder, name))).toEqual(['dump.sql']);
  });
});
