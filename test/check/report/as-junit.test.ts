import * as fc from 'fast-check';
import { parseXmlDocument } from 'slimdom';
import type { Element } from 'slimdom';

import type { CheckReport } from '../../../src/check/check-report';
import { asJUnit } from '../../../src/check/report/as-junit';
import { aCheckReport, aFinding, expectShown, hostileTexts } from '../../helpers/a-check-report';

const noted = { rule: 'no-owner', severity: 'info' as const, file: 'b.yaml', path: [], message: 'nobody owns it' };

test('each file is a case: it fails by errors and warnings, passes with infos, and is skipped as a whole', () => {
  const report = aCheckReport({
    findings: [aFinding(), aFinding({ severity: 'warning', line: 14 }), noted],
    accepted: [aFinding()],
    skipped: [{ path: 'charts/web', reason: 'helm is not installed' }],
  });

  expect(asJUnit(report)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slipway check" tests="4" failures="1" errors="0" skipped="1">
  <testsuite name="slipway check" tests="4" failures="1" errors="0" skipped="1">
    <properties>
      <property name="version" value="0.1.0"/>
      <property name="files" value="12"/>
      <property name="objects" value="34"/>
      <property name="accepted" value="1"/>
      <property name="suppressed" value="0"/>
    </properties>
    <testcase classname="slipway check" name="apps/web.yaml">
      <failure message="1 error, 1 warning" type="slipway">apps/web.yaml:12:16: error: container "web" runs "web:latest", whose tag "latest" moves; name a version (floating-image-tag)
apps/web.yaml:14:16: warning: container "web" runs "web:latest", whose tag "latest" moves; name a version (floating-image-tag)</failure>
    </testcase>
    <testcase classname="slipway check" name="b.yaml">
      <system-out>b.yaml: info: nobody owns it (no-owner)</system-out>
    </testcase>
    <testcase classname="slipway check" name="charts/web">
      <skipped message="helm is not installed"/>
    </testcase>
    <testcase classname="slipway check" name="all other files"/>
  </testsuite>
</testsuites>
`);
});

test('an empty report has a case, without which Jenkins refuses it', () => {
  expectJUnit(aCheckReport());
  expect(asJUnit(aCheckReport())).toContain('tests="1" failures="0"');
});

test.each(hostileTexts)('hostile content is text and nothing else: %s', (_, hostile) => {
  const report = aCheckReport({
    findings: [aFinding({ file: hostile, rule: hostile, message: hostile, hint: hostile }), { ...noted, file: 'b' }],
    skipped: [{ path: hostile, reason: hostile }],
    version: hostile,
  });

  const root = expectJUnit(report);

  for (const text of [
    root.getElementsByTagName('failure')[0]?.textContent,
    root.getElementsByTagName('skipped')[0]?.getAttribute('message'),
  ]) {
    expectShown(text, hostile);
  }
});

test('no text at all breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expectJUnit(aCheckReport({ findings: [aFinding({ file: text, message: text })] }));
    }),
  );
});

/** What all readers of JUnit agree on: which elements are where, and counts that are right. */
function expectJUnit(report: CheckReport): Element {
  const root = parseXmlDocument(asJUnit(report)).documentElement;
  if (root === null) throw new Error('no root');
  expect(root.tagName).toBe('testsuites');
  const [suite] = root.children;
  if (suite === undefined) throw new Error('no suite');
  const cases = suite.children.slice(1);
  expect(suite.children[0]?.tagName).toBe('properties');
  expect(new Set(cases.map(({ tagName }) => tagName))).toEqual(new Set(['testcase']));
  for (const one of cases) {
    expect(one.attributes.map(({ name }) => name)).toEqual(['classname', 'name']);
    expect(one.children.length).toBeLessThanOrEqual(1);
    expect(['failure', 'skipped', 'system-out', undefined]).toContain(one.children[0]?.tagName);
  }
  for (const counted of [root, suite]) {
    expect(counted.getAttribute('tests')).toBe(String(cases.length));
    expect(counted.getAttribute('failures')).toBe(String(root.getElementsByTagName('failure').length));
    expect(counted.getAttribute('skipped')).toBe(String(root.getElementsByTagName('skipped').length));
  }
  return root;
}
