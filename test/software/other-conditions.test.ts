import { underOtherConditions } from '../../src/software/other-conditions';

const otherwise = { isOtherTime: true, isFound: true };

function changed(text: string, conditions = otherwise, path = 'templates/a.yaml'): string {
  return (
    underOtherConditions(new Map([[path, Buffer.from(text)]]), conditions)
      .get(path)
      ?.toString('utf8') ?? ''
  );
}

test.each<[template: string, expected: string]>([
  ['at: {{ now | date "2006" }}', 'at: {{ (toDate "2006-01-02" "2001-02-03") | date "2006" }}'],
  [
    '{{ (lookup "v1" "Secret" .Release.Namespace "a").data }}',
    '{{ (dict "v1" "Secret" .Release.Namespace "a").data }}',
  ],
  ['{{- if not (lookup "v1" "A" "" "b") -}}', '{{- if not (dict "v1" "A" "" "b") -}}'],
])('%s asks, and is told something else', (template, expected) => {
  expect(changed(template)).toBe(expected);
});

test.each([
  'now and lookup outside of an action',
  '{{ .Values.now }} {{ $now }} {{ $.lookup }} {{ knowledge }} {{ nowhere }}',
  '{{ "now lookup \\"now" }} {{ `now` }}',
  '{{/* now: lookup "v1" */}} {{- /* now */ -}}',
])('%s asks nothing', (template) => {
  expect(changed(template)).toBe(template);
});

test('what is not otherwise stays', () => {
  const template = '{{ now }} {{ lookup "a" "b" "c" "d" }}';

  expect(changed(template, { isOtherTime: false, isFound: false })).toBe(template);
  expect(changed(template, { isOtherTime: true, isFound: false })).toContain('lookup');
  expect(changed(template, { isOtherTime: false, isFound: true })).toContain('now');
});

test('only templates are changed, those of charts in charts, too', () => {
  expect(changed('{{ now }}', otherwise, 'files/a.txt')).toBe('{{ now }}');
  expect(changed('{{ now }}', otherwise, 'charts/b/templates/a.yaml')).not.toBe('{{ now }}');
});
