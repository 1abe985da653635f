import { applyConfig, withoutIgnored } from '../../src/check/apply-config';
import type { Finding } from '../../src/check/finding';
import type { ManifestUnit } from '../../src/manifests/manifest';

const same = (file: string): string => file;
const name = 'a'.repeat(250);

/** Each pattern tries all places of a name; a thousand of them against a thousand names are minutes. */
const patterns = Array.from({ length: 1000 }, (_, index) => `${'*a'.repeat(100)}${index}`);

test('patterns of slipway.yaml that come to no end are left out, and it is said', () => {
  const findings = Array.from({ length: 1000 }, (_, index): Finding => ({
    rule: 'a-rule',
    severity: 'info',
    file: `${name}${index}x`,
    path: [],
    message: 'x',
  }));
  const exceptions = [{ rule: 'a-rule', files: patterns, reason: 'they are right' }];

  const { findings: kept } = applyConfig(findings, { exceptions }, same, 200);

  expect(kept.slice(0, -1)).toEqual(findings);
  expect(kept.at(-1)).toMatchObject({
    rule: 'rule-gave-up',
    severity: 'error',
    file: 'slipway.yaml',
    message: expect.stringContaining('its patterns came to no end within 0.2 seconds'),
  });
});

test('files that patterns of slipway.yaml ignore too slowly are checked, and it is said', () => {
  const kustomizations = Array.from({ length: 1000 }, (_, index) => ({
    file: `${name}${index}x`,
    value: {},
    locate: () => undefined,
    repeatedKeys: [],
  }));
  const unit: ManifestUnit = { name: 'a', objects: [], unreadable: [], kustomizations, skipped: [] };

  const [kept] = withoutIgnored([unit], { paths: { ignore: patterns } }, same, 200);

  expect(kept?.kustomizations).toEqual(kustomizations);
  expect(kept?.unreadable).toEqual([
    { file: 'slipway.yaml', line: 1, column: 1, message: expect.stringContaining('came to no end') },
  ]);
});
