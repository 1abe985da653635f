import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const words = (place: string, who: string, seconds: number, deadline: number): string =>
  `${place}: a pod of ${who} counts after ${seconds} seconds (minReadySeconds), and a version fails after ${deadline} without progress; set progressDeadlineSeconds above ${seconds}, or lower minReadySeconds`;

it('refuses pods that count only when their version has failed', () => {
  expect(problemsOf({ 'services/web/service.yaml': `${web}minReadySeconds: 600\n` })).toEqual([
    words('services/web/service.yaml:4:18: minReadySeconds', 'service "web"', 600, 600),
  ]);
  expect(
    problemsOf({
      'services/web/service.yaml': `${web}progressDeadlineSeconds: 700\nminReadySeconds: 650\n`,
      'services/web/dev.yaml': `${release}progressDeadlineSeconds: 650\n`,
    }),
  ).toEqual([words('services/web/dev.yaml:2:26: progressDeadlineSeconds', 'service "web" in "dev"', 650, 650)]);
});

it('takes what an API server takes, and asks nothing of pods with volumes, which have no deadline', () => {
  expect(problemsOf({ 'services/web/service.yaml': `${web}minReadySeconds: 599\n` })).toEqual([]);
  expect(
    problemsOf({
      'services/web/service.yaml': `${web}minReadySeconds: 3000\nstorage: { size: 1Gi, mountPath: /data }\n`,
    }),
  ).toEqual([]);
});
