import { textAt } from '../../a-hand-commit';
import { overlayOf, paths, type Forged } from '../forge';
import { bothAgree, oneCommit, setting, write, type Forgery } from './forgery';

const staging = (number: number, rest = ''): Forged => ({
  files: { [paths.overlay('staging')]: overlayOf(number, rest) },
});

const hold = (rest = ''): string => `hold: { reason: bad, by: dev, since: "2026-11-25T09:00:00Z"${rest} }\n`;
const fair = 'freezes: [{ reason: fair, from: "2026-11-25T09:00:00Z", until: "2026-11-25T12:00:00Z" }]\n';
const while_ = 'scale: { replicas: 4 }\nscaleUntil: { until: "2026-11-25T11:00:00Z", back: { replicas: 2 } }\n';

/** After some hours, and with lines that somebody has added by hand to a file. */
const later = (
  what: string,
  says: string | undefined,
  [path, lines, hours]: readonly [path: string, lines: string, hours: number],
  forged: Forged,
): Forgery => ({
  what,
  says,
  make: async (forger) => {
    if (lines !== '') write(forger, path, lines);
    forger.table.pass(hours * 3_600);
    await forger.commit(forged);
  },
});

/** Nothing is done by hand before. */
const nothing = (hours: number): readonly [string, string, number] => ['', '', hours];

const prodAt = (who: Forged): Forged => ({ files: setting, ...who });

/** What comes while it is kept back. */
export const ofTimes: readonly Forgery[] = [
  later(
    'in the hours of a daily freeze',
    'deploys to prod, which is frozen',
    nothing(8),
    prodAt({ approvals: bothAgree }),
  ),
  later('after the hours of a daily freeze', undefined, nothing(11), prodAt({ approvals: bothAgree })),
  later('an urgent fix in a freeze', undefined, nothing(8), {
    ...prodAt({ approvals: [{ who: 'sre-one' }] }),
    asked: { hotfix: 'now', ticket: 'INC-1' },
  }),
  later(
    'a freeze of staging',
    'deploys to staging, which is frozen',
    [paths.environment('staging'), fair, 0],
    staging(2),
  ),
  later(
    'what is urgent where nothing is',
    'deploys to staging, which is frozen',
    [paths.environment('staging'), fair, 0],
    {
      ...staging(2),
      asked: { hotfix: 'now' },
    },
  ),
  later(
    'bytes in a freeze that nothing explains',
    'deploys to dev, which is frozen',
    [paths.environment('dev'), fair, 0],
    {
      files: { 'services/web/overlays/dev/extra.yaml': 'kind: ConfigMap\n' },
    },
  ),
  later('a hold in a freeze', undefined, [paths.environment('staging'), fair, 0], staging(1, hold())),
  later('a freeze that is over', undefined, [paths.environment('staging'), fair, 2], staging(2)),
  later(
    'a hold of the service',
    'releases web in staging, which is held',
    [paths.overlay('staging'), hold(), 0],
    staging(2),
  ),
  later('a hold of the environment', 'which is held', [paths.environment('staging'), hold(), 0], staging(2)),
  later(
    'a hold of one release',
    'which is held',
    [paths.environment('staging'), hold(', releases: [v2.2.0]'), 0],
    staging(2),
  ),
  later(
    'a hold of another release',
    undefined,
    [paths.environment('staging'), hold(', releases: [v2.3.0]'), 0],
    staging(2),
  ),
  later(
    'a hold that is over',
    undefined,
    [paths.environment('staging'), hold(', until: "2026-11-25T11:00:00Z"'), 1],
    staging(2),
  ),
  later(
    'a setting of what is held',
    undefined,
    [paths.environment('staging'), hold(), 0],
    staging(1, 'minReadySeconds: 5\n'),
  ),
  later(
    'an urgent fix of what is held',
    'releases web in prod, which is held',
    [paths.environment('prod'), hold(), 0],
    {
      files: { [paths.overlay('prod')]: overlayOf(2) },
      approvals: [{ who: 'sre-one' }],
      asked: { hotfix: 'now', ticket: 'INC-1' },
    },
  ),
  {
    what: 'a hold of the team',
    says: 'releases web in staging, which is held',
    make: async (forger) => {
      const text = textAt(forger.remote, 'main', paths.platform);
      const held = hold().trim();
      forger.pushKnown({ [paths.platform]: text.replace('web-team: { ', `web-team: { ${held}, `) });
      forger.table.pass(1);
      await forger.commit(staging(2));
    },
  },
  oneCommit('more pods than are allowed', 'asks for 7 pods in staging', staging(1, 'scale: { replicas: 7 }\n')),
  oneCommit('as many pods as are allowed', undefined, staging(1, 'scale: { replicas: 6 }\n')),
  oneCommit('no pods', 'asks for 0 pods in prod', {
    files: { [paths.overlay('prod')]: overlayOf(1, 'scale: { replicas: 0 }\n') },
    approvals: [{ who: 'sre-one' }],
  }),
  later(
    'a scale whose end is forgotten',
    'forgets when the scale of web staging ends',
    [paths.overlay('staging'), while_, 0],
    {
      ...staging(1, 'scale: { replicas: 4 }\n'),
    },
  ),
  later(
    'a scale that goes back to something else',
    'to what it was not before',
    [paths.overlay('staging'), while_, 1],
    {
      ...staging(1, 'scale: { replicas: 2 }\n'),
      asked: { verb: 'scale', fields: { back: true } },
    },
  ),
  later('a scale that goes back', undefined, [paths.overlay('staging'), while_, 1], {
    ...staging(1),
    asked: { verb: 'scale', fields: { back: true } },
  }),
  longer('a scale that stays', 'web staging is scaled for longer than was asked', paths.overlay('staging'), while_),
  longer(
    'a hold that stays',
    'web prod is held for longer',
    paths.overlay('prod'),
    hold(', until: "2026-11-25T11:00:00Z"'),
  ),
  longer(
    'a hold that stays',
    'dev is held for longer',
    paths.environment('dev'),
    hold(', until: "2026-11-25T11:00:00Z"'),
  ),
  longer('a scale that waits for somebody', undefined, paths.overlay('prod'), while_),
];

function longer(what: string, says: string | undefined, path: string, lines: string): Forgery {
  return {
    what,
    says,
    make: async (forger) => {
      write(forger, path, lines);
      forger.tick(1);
      await Promise.resolve();
    },
  };
}
