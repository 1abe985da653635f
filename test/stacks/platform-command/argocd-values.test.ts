import { parse } from 'yaml';

import { argoCdValuesText } from '../../../stacks/platform-command/argocd-values';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';
import { RealChart } from '../../charts-suite/real-chart';

const text = argoCdValuesText(readStack(aProject(), 'dev'));

test('they say for which chart they are', () => {
  expect(text).toMatch(/^# For the chart oci:\/\/\S+\/argo-cd --version \d+\.\d+\.\d+, as the stack "dev" has it\.\n/);
});

test('a version that the stack wants is that of the chart', () => {
  const wanted = readStack(aProject({ versions: { 'argo-cd': '10.9.2' } }), 'dev');

  expect(argoCdValuesText(wanted)).toContain('--version 10.9.2,');
});

const chart = RealChart.find('argo-cd');

// Skipped, and said by name, where there is no helm, or no chart.
(chart === undefined ? describe.skip : describe)('the real chart', () => {
  test('makes of them the policy and the notifications that the program keeps in objects of its own', () => {
    const objects = chart?.render('argocd', parse(text)) ?? [];
    const dataOf = (name: string) =>
      objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name)?.data ?? {};

    expect(dataOf('argocd-rbac-cm')['policy.csv']).toContain('g, platform-team, role:platform-admin');
    expect(dataOf('argocd-rbac-cm')['policy.default']).toBe('');
    expect(dataOf('argocd-cm')['exec.enabled']).toBe('false');
    expect(Object.keys(dataOf('argocd-notifications-cm'))).toEqual(
      expect.arrayContaining(['service.slack', 'template.app-deployed', 'trigger.on-deployed']),
    );
    expect(
      objects.filter(({ kind, metadata }) => kind === 'Secret' && metadata.name.includes('notifications')),
    ).toEqual([]);
  });
});
