import { globMatcher } from '../../../src/check/glob';
import { synthesize } from '../../../src/render/synthesize';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { exceptions } from '../exceptions';
import { scanners } from '../index';
import { isInstalled, type ScanFinding } from '../scanner';

for (const { name, scan } of scanners) {
  const isMissing = !isInstalled(name);
  if (isMissing) process.stderr.write(`SKIPPED: ${name} is not installed\n`);
  const describeIfInstalled = isMissing ? describe.skip : describe;

  describeIfInstalled(name, () => {
    test('finds nothing in the shipped tree but what is declared', () => {
      const tree = temporaryFolder();
      synthesize({ catalog: shippedCatalog, out: tree });
      const declared = exceptions
        .filter(({ scanner }) => scanner === name)
        .map(({ rule, objects }) => ({ rule, objects, isFor: globMatcher(objects) }));
      const isDeclared = (one: (typeof declared)[number], { rule, object }: ScanFinding): boolean =>
        one.rule === rule && one.isFor(object);

      const findings = scan(tree);

      expect(findings.filter((found) => !declared.some((one) => isDeclared(one, found)))).toEqual([]);
      expect(declared.filter((one) => !findings.some((found) => isDeclared(one, found)))).toEqual([]);
    });
  });
}
