import { mappingAt } from '../../../manifests/value-at';
import { isSetting, isSettingsMap, likelySetting } from '../../argocd/setting-keys';
import type { Rule } from '../../rule';

export const unknownArgocdSetting: Rule = {
  id: 'unknown-argocd-setting',
  title: 'a setting of Argo CD is misspelt, or in the wrong ConfigMap',
  why: 'Argo CD reads the keys that it knows and is silent about others. The default goes on, and everybody believes in the value that is in Git.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  repositories.cache.expiration: 24h
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cmd-params-cm, namespace: argocd }
data:
  reposerver.repo.cache.expiration: 24h
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap')) {
      const { name } = object;
      if (!isSettingsMap(name)) continue;
      for (const key of Object.keys(mappingAt(object.value, ['data']))) {
        if (isSetting(name, key)) continue;
        const likely = likelySetting(name, key);
        // A newer version may have keys that are not known here: only what resembles one is reported.
        if (likely === undefined) continue;
        report({
          object,
          path: ['data', key],
          message: `"${key}" is no setting of ${name}`,
          hint: likely.map === name ? `write "${likely.key}"` : `write "${likely.key}" into ${likely.map}`,
        });
      }
    }
  },
};
