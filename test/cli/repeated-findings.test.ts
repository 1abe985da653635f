import { splitRepeated } from '../../src/cli/repeated-findings';
import { aFinding } from '../helpers/a-check-report';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const about = (name: string, message: string) =>
  aFinding({ message, object: { apiVersion: 'v1', kind: 'Service', name, namespace: undefined } });

test('a name is not a part of a longer one', () => {
  const same = names.map((name) => about(name, `"${name}" and "x-config"`));
  const different = names.map((name) => about(name, `"${name}-config" is missing`));

  expect(splitRepeated(same).repeated.map(({ all }) => all.length)).toEqual([6]);
  expect(splitRepeated(different).single).toHaveLength(6);
});

test('a name with signs that mean something in expressions is a name', () => {
  const hostile = names.map((name) => about(`${name}.*(+[`, `"${name}.*(+[" is wrong`));

  expect(splitRepeated(hostile).single).toEqual([]);
});

test('what has another severity, or can be mended, is not the same', () => {
  const findings = names.map((name, index) =>
    aFinding({ file: name, severity: index % 2 === 0 ? 'error' : 'info', fix: index < 3 ? [{ path: [] }] : [] }),
  );

  expect(splitRepeated(findings).repeated).toEqual([]);
});
