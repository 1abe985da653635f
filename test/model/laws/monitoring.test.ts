import { environmentYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const traced = `${serviceYaml}monitoring: { tracing: true }\n`;
const collector = 'http://collector.tracing.svc:4317';
const hint = (environment: string) =>
  `name one as tracesUrl in environments/${environment}.yaml or as monitoring.tracesUrl in platform.yaml, or set monitoring.tracing to false`;

test('R3-08: traces need somebody who takes them, in each environment', () => {
  const files = {
    'services/web/service.yaml': traced,
    'environments/dev.yaml': `${environmentYaml}tracesUrl: ${collector}\n`,
  };

  expect(problemsOf(files)).toEqual([
    `services/web/service.yaml:4:24: monitoring.tracing: service "web" sends traces, and environment "prod" has no collector for them; ${hint('prod')}`,
  ]);
});

test('a collector of the platform is one of every environment', () => {
  const files = {
    'services/web/service.yaml': traced,
    'platform.yaml': `${platformYaml}monitoring: { tracesUrl: "${collector}" }\n`,
  };

  expect(problemsOf(files)).toEqual([]);
});

test('an environment that asks it of all its services is one problem', () => {
  const files = {
    'services/api/service.yaml': serviceYaml,
    'services/api/dev.yaml': 'release: { version: v1 }\n',
    'environments/dev.yaml': `${environmentYaml}defaults: { monitoring: { tracing: true } }\n`,
  };

  expect(problemsOf(files)).toEqual([
    `environments/dev.yaml:14:36: defaults.monitoring.tracing: environment "dev" sends traces, and has no collector for them; ${hint('dev')}`,
  ]);
});

test.each(['https://traces.example.com', 'http://collector.tracing.svc', 'http://collector:4317'])(
  'a collector is in the cluster and has a port, so that a policy can lead to it: not %s',
  (url) => {
    expect(problemsOf({ 'environments/dev.yaml': `${environmentYaml}tracesUrl: ${url}\n` })).toEqual([
      expect.stringContaining('must be the URL of a Service with its port'),
    ]);
  },
);

test('R2-11: what nobody measures cannot be analysed', () => {
  const service = (text: string) => ({ 'services/web/service.yaml': `${serviceYaml}${text}` });
  const canary = 'rollout: { strategy: canary, steps: [{ setWeight: 20 }], analysis: true }\n';

  expect(problemsOf(service(`${canary}monitoring: { scrape: false }\n`))).toEqual([
    'services/web/service.yaml:4:68: rollout.analysis: service "web" has rollout.analysis, and nobody measures it: monitoring.scrape is false; set monitoring.scrape to true, or rollout.analysis to false',
  ]);
  expect(problemsOf(service(`${canary}monitoring: { scrape: false }\nmesh: { provider: linkerd }\n`))).toEqual([]);
});
