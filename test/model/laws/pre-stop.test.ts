import { environmentYaml as environment, overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const old = environment.replace('"1.36"', '"1.29"');

it('refuses a sleep that leaves no time to end', () => {
  const files = {
    'services/web/service.yaml': web + 'preStop: { sleepSeconds: 30 }\n',
    'services/web/dev.yaml': release + 'terminationGracePeriodSeconds: 60\n',
  };

  expect(problemsOf(files)).toEqual([
    'services/web/service.yaml:4:26: preStop.sleepSeconds: service "web" sleeps for 30 seconds of the 30 that it has to end, and is killed before it hears of it; raise terminationGracePeriodSeconds or lower preStop.sleepSeconds; docs/how-to/what-a-container-must-do.md has what a container must do',
  ]);
});

it('refuses a sleep that the cluster does not know', () => {
  const files = { 'environments/dev.yaml': old, 'services/web/service.yaml': web + 'preStop: { sleepSeconds: 3 }\n' };

  expect(problemsOf(files)).toEqual([
    'services/web/service.yaml:4:26: preStop.sleepSeconds: preStop.sleepSeconds needs Kubernetes 1.30, and "dev" has 1.29; write preStop: { command: [sleep, "3"] } if the image has such a program; the version is in catalog/environments/dev.yaml',
  ]);
});

it('refuses both at once', () => {
  const files = { 'services/web/service.yaml': web + 'preStop: { sleepSeconds: 3, command: [sleep, "3"] }\n' };

  expect(problemsOf(files)).toEqual([expect.stringContaining('unknown key "command"')]);
});

it('sleeps nowhere by itself where that would be refused', () => {
  expect(problemsOf({ 'environments/dev.yaml': old })).toEqual([]);
  expect(problemsOf({ 'services/web/service.yaml': web + 'terminationGracePeriodSeconds: 5\n' })).toEqual([]);
});
