import { findingsInFiles } from '../helpers/findings-in-files';

test('an AppProject is held against the Argo CD that the platform installs, which knows names of cluster-wide objects', () => {
  const project = (entry: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: p, namespace: argocd }\nspec:\n  clusterResourceWhitelist: [${entry}]\n`;

  const found = findingsInFiles(
    {
      'named.yaml': project('{ group: "", kind: Namespace, name: "team-*" }'),
      'misspelled.yaml': project('{ group: "", kind: Namespace, nmae: "team-*" }'),
    },
    ['unknown-field'],
  );

  expect(found).toEqual([
    expect.stringMatching(/^misspelled\.yaml\S* error unknown-field: unknown field "nmae" .*did you mean "name"\?$/),
  ]);
});
