import { imagesIn } from '../../../stacks/platform-command/images-in';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, installations } from '../installation';
import { containersOf, podsOf } from '../pods';

describeWithCharts('images of the real charts', () => {
  test.each(installations)(
    '%s: every image that a pod names is listed, with those that are added later',
    async (_, stack, config) => {
      const { own, ofCharts } = await installationOf(stack, config);
      const listed = new Set(imagesIn([...own, ...ofCharts]));

      const named = podsOf([...own, ...ofCharts]).flatMap((pod) =>
        containersOf(pod).flatMap(({ image }) => image ?? []),
      );

      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((image) => !listed.has(image))).toEqual([]);
      for (const later of [/prometheus-config-reloader:/, /\/prometheus:/, /\/alertmanager:/, /linkerd\/proxy:/]) {
        expect([...listed].filter((image) => later.test(image))).not.toEqual([]);
      }
      // Of "helm test": nobody runs it.
      expect([...listed].filter((image) => /\bbats\b/.test(image))).toEqual([]);
      expect([...listed].filter((image) => !/[:@]/.test(image))).toEqual([]);
    },
  );
});
