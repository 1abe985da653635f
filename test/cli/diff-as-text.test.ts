import { coloursFor } from '../../src/cli/colours';
import { diffAsText } from '../../src/cli/diff-as-text';
import { shownText } from '../../src/cli/shown-text';
import { reportOf } from '../../src/diff/report';
import { changesBetween, nothingKnown } from '../diff/a-diff';

/** ConfigMaps of 41 services that log at a level. */
function maps(level: string): string {
  return Array.from(
    { length: 41 },
    (_, index) => `apiVersion: v1
kind: ConfigMap
metadata: { name: service-${index}, namespace: dev }
data: { LEVEL: "${level} of service-${index}" }
`,
  ).join('---\n');
}

function shown(before: string, after: string, isPainted = false): string {
  const report = reportOf(changesBetween(before, after), nothingKnown, { against: 'main', stale: 0 });
  return shownText(diffAsText(report, coloursFor(isPainted)));
}

test('equal changes of many services are shown once, with the count', () => {
  expect(shown(maps('INFO'), maps('DEBUG'))).toBe(`41 objects change, against main

config
  ConfigMap ×41
    service-0 in dev, service-1 in dev, service-2 in dev, service-3 in dev, service-4 in dev and 36 more
    data.LEVEL: INFO of service-0 → DEBUG of service-0
`);
});

test('a text from a manifest cannot steer the terminal', () => {
  const text = shown(maps('INFO'), maps('\\e[2J\\u202e'), true);

  expect(text).not.toContain('\u001b[2J');
  expect(text).not.toContain('\u202e');
  expect(text).toContain(String.raw`\u001b[2J\u202e of service-0`);
});
