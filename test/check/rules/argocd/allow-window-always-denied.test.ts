import { allowWindowAlwaysDenied } from '../../../../src/check/rules/argocd/allow-window-always-denied';
import { testCases } from '../../../helpers/rule-cases';
import { projectWith } from './project-with';

const window = (kind: string, schedule: string, duration: string, scope = "applications: ['*']"): string =>
  `kind: ${kind}, schedule: "${schedule}", duration: ${duration}, ${scope}`;
const allowed = window('allow', '0 22 * * *', '2h');
const found = ['error: the window that allows syncs at "0 22 * * *" for 2h is denied all of that time'];

testCases(allowWindowAlwaysDenied, [
  {
    in: 'a deny window around it',
    manifests: projectWith([allowed, window('deny', '0 20 * * *', '12h')]),
    finds: found,
  },
  { in: 'one at the same times', manifests: projectWith([allowed, window('deny', '0 22 * * *', '2h')]), finds: found },
  {
    in: 'several that together are around it',
    manifests: projectWith([allowed, window('deny', '0 21 * * *', '2h'), window('deny', '0 23 * * *', '1h')]),
    finds: found,
  },
  { in: 'one that is always open', manifests: projectWith([allowed, window('deny', '* * * * *', '1h')]), finds: found },
  {
    in: 'one that lasts over weeks',
    manifests: projectWith([allowed, window('deny', '0 0 * * 0', '500h')]),
    finds: found,
  },
  {
    in: 'one that goes around the end of the week',
    manifests: projectWith([window('allow', '0 1 * * 0', '1h'), window('deny', '0 20 * * 6', '12h')]),
    finds: ['error: the window that allows syncs at "0 1 * * 0" for 1h is denied all of that time'],
  },
  {
    in: 'one that ends a minute before',
    manifests: projectWith([allowed, window('deny', '0 20 * * *', '3h59m')]),
    finds: [],
  },
  {
    in: 'one on working days only',
    manifests: projectWith([allowed, window('deny', '0 20 * * 1-5', '12h')]),
    finds: [],
  },
  {
    in: 'one for other applications',
    manifests: projectWith([allowed, window('deny', '0 20 * * *', '12h', 'applications: [web]')]),
    finds: [],
  },
  {
    in: 'one of another time zone',
    manifests: projectWith([allowed, `${window('deny', '0 20 * * *', '12h')}, timeZone: Asia/Tokyo`]),
    finds: [],
  },
  {
    in: 'one on some days of a month',
    manifests: projectWith([allowed, window('deny', '0 20 1 * *', '12h')]),
    finds: [],
  },
]);
