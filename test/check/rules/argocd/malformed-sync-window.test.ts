import { malformedSyncWindow } from '../../../../src/check/rules/argocd/malformed-sync-window';
import { testCases } from '../../../helpers/rule-cases';
import { projectWith } from './project-with';

const usual = 'kind: deny, schedule: "0 22 * * 1-5", duration: 8h, applications: ["*"]';
const window = (change: Readonly<Record<string, string>>): string =>
  projectWith([
    Object.entries({ kind: 'deny', schedule: '"0 22 * * 1-5"', duration: '8h', applications: '["*"]', ...change })
      .filter(([, value]) => value !== '')
      .map(([key, value]) => `${key}: ${value}`)
      .join(', '),
  ]);

testCases(malformedSyncWindow, [
  { in: 'a window that is right', manifests: projectWith([usual]), finds: [] },
  { in: 'names of days and months', manifests: window({ schedule: '"0 22 1 jan-mar MON"' }), finds: [] },
  { in: 'minutes and seconds', manifests: window({ duration: '1h30m15s' }), finds: [] },
  { in: 'half an hour', manifests: window({ duration: '0.5h' }), finds: [] },
  { in: 'a time zone', manifests: window({ timeZone: 'Europe/Berlin' }), finds: [] },
  {
    in: 'a duration in days',
    manifests: window({ duration: '2d' }),
    finds: ['error: duration "2d" is no duration: Go knows hours, minutes and seconds, and no days'],
  },
  {
    in: 'a duration without a unit',
    manifests: window({ duration: '"90"' }),
    finds: ['error: duration "90" is no duration: Go knows hours, minutes and seconds, and no days'],
  },
  { in: 'no time at all', manifests: window({ duration: '0h' }), finds: ['error: duration "0h" is no time at all'] },
  {
    in: 'a time that is over before it begins',
    manifests: window({ duration: '-1h' }),
    finds: ['error: duration "-1h" is no time at all'],
  },
  {
    in: 'a word of cron',
    manifests: window({ schedule: '"@daily"' }),
    finds: ['error: schedule "@daily" is no schedule here: sync windows take five fields'],
  },
  {
    in: 'seconds in the schedule',
    manifests: window({ schedule: '"0 0 22 * * *"' }),
    finds: [
      'error: schedule "0 0 22 * * *" is no schedule: it has 6 fields, and 5 are allowed: minute, hour, day of month, month, day of week',
    ],
  },
  {
    in: 'an hour that there is not',
    manifests: window({ schedule: '"0 24 * * *"' }),
    finds: ['error: schedule "0 24 * * *" is no schedule: "24" is no hour, which is 0 to 23'],
  },
  {
    in: 'the 30th of February',
    manifests: window({ schedule: '"0 0 30 2 *"' }),
    finds: [
      'error: schedule "0 0 30 2 *" is on no day of any year, which Argo CD takes for a window that is always open',
    ],
  },
  {
    in: 'another kind',
    manifests: window({ kind: 'Deny' }),
    finds: ['error: kind "Deny" is neither "allow" nor "deny"'],
  },
  {
    in: 'a place that is no time zone',
    manifests: window({ timeZone: 'Europe/Bonn' }),
    finds: ['error: timeZone "Europe/Bonn" is no time zone, so that Argo CD takes UTC'],
  },
  {
    in: 'a window without a schedule and a duration',
    manifests: window({ schedule: '', duration: '' }),
    finds: ['error: the window has no schedule', 'error: the window has no duration'],
  },
]);
