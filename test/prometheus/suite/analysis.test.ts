import { findProgram } from '../../stacks/helpers/find-program';
import { measuredBy } from '../a-promtool';
import { checksEachSecond } from '../check-routes';
import { simulatedPods, triedHash } from '../simulated-pods';
import { fastApi, grpcServer, httpMiddleware, micrometer } from '../simulated-requests';
import { watchedCatalog } from '../watched-catalog';

const promtool = findProgram('promtool');
if (promtool === undefined)
  process.stderr.write('SKIPPED: promtool is not installed: nobody has asked what an analysis takes for success\n');
const withPromtool = promtool === undefined ? describe.skip : describe;

const objects = [...watchedCatalog().objects.values()];
const pods = simulatedPods(objects);

/** How it goes with a version of a service of the catalog that is tried. */
function outcome(
  service: string,
  exporter: typeof micrometer,
  of: { perSecond: number; failing: number; late?: number },
) {
  const pod = pods.find(({ hash, labels }) => hash === triedHash && labels['app'] === service);
  const template = objects.find(
    ({ kind, metadata }) => kind === 'AnalysisTemplate' && metadata.name.startsWith(service),
  );
  if (pod === undefined || template === undefined) throw new Error(`nothing is tried of ${service}`);
  const [metric] = template['spec'].metrics;
  const query: string = metric.provider.prometheus.query
    .replaceAll('{{args.service-name}}', service)
    .replaceAll('{{args.pod-hash}}', triedHash);
  const textAt = (seconds: number): string => {
    // Whoever asks every ten seconds is met sooner or later by a scrape.
    const asked = (each: number) => Math.floor((seconds + (of.late ?? 0)) * each);
    const traffic = { requests: asked(of.perSecond), failing: of.failing, seconds: 0.04 };
    const paced = asked(checksEachSecond(pod));
    const text = exporter(traffic, { count: paced, paced, routes: [] });
    // Its probes have the paths that a service has without a framework.
    return text
      .replaceAll(/"\/(?:api|actuator)\/health[/*]*"/g, '"/health"')
      .replaceAll('"/actuator/prometheus"', '"/metrics"');
  };
  const labels = { namespace: pod.namespace, pod: pod.name, service };
  const value = measuredBy(promtool ?? '', query, textAt, labels);
  if (Number.isNaN(value)) return 'unknown';
  return value >= 0.95 ? 'success' : 'failure';
}

withPromtool('a version that is tried', () => {
  const exporters = [
    ['letters', 'the middleware of Prometheus', httpMiddleware],
    ['letters', 'FastAPI', fastApi],
    ['letters', 'Spring Boot', micrometer],
    ['greeter', 'gRPC', grpcServer],
  ] as const;

  test.each(exporters)('%s, counted by %s: whom only checks have asked has proved nothing', (service, _, exporter) => {
    const outcomes = [0, 3, 7, 11].map((late) => outcome(service, exporter, { perSecond: 0, failing: 0, late }));

    expect(outcomes).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  test.each(exporters)('%s, counted by %s: callers decide', (service, _, exporter) => {
    const of = (failing: number) => outcome(service, exporter, { perSecond: 20, failing });

    expect([of(0), of(0.04), of(0.1), of(1)]).toEqual(['success', 'success', 'failure', 'failure']);
  });

  test.each(exporters)(
    '%s, counted by %s: few requests that all fail are not hidden by checks',
    (service, _, exporter) => {
      const outcomes = [0.01, 0.05, 0.5].map((perSecond) => outcome(service, exporter, { perSecond, failing: 1 }));

      expect(outcomes).not.toContain('success');
    },
  );
});
