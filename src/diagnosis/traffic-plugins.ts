import { readDocument } from '../manifests/read-document';
import { splitDocuments } from '../manifests/split-documents';
import { textAt } from '../manifests/value-at';

/**
 * Whether a ConfigMap of Argo Rollouts lists a plugin that sets weights of routes. The list is a text of YAML in it; what is only
 * mentioned there, as in a comment or in the address of another one, is not listed.
 */
export function listsTrafficPlugin(configMap: unknown, plugin: string): boolean {
  const text = textAt(configMap, ['data', 'trafficRouterPlugins']) ?? '';
  return splitDocuments(text).some((piece) => {
    const { value } = readDocument(piece);
    return Array.isArray(value) && value.some((item) => textAt(item, ['name']) === plugin);
  });
}
