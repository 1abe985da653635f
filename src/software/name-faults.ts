import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { DnsLabel } from '../model/names';

/**
 * What no object of any kind is called: its name and its namespace are parts of the path by which it is asked for, and of files of
 * the tree (Kubernetes, ValidatePathSegmentName and ValidateNamespaceName).
 */
export function nameFaults(object: Mapping): readonly string[] {
  const [name, namespace] = ['name', 'namespace'].map((key) => textAt(object, ['metadata', key]));
  const kind = textAt(object, ['kind']) ?? '';
  const faults: string[] = [];
  if (name !== undefined && (name === '.' || name === '..' || /[/%]/.test(name)))
    faults.push(
      `a ${kind} is called ${JSON.stringify(name)}: a name has no "/" and no "%", and is neither "." nor ".."`,
    );
  if (namespace !== undefined && !DnsLabel.safeParse(namespace).success)
    faults.push(
      `the ${kind} ${JSON.stringify(name ?? '')} is in the namespace ${JSON.stringify(namespace)}, which is no DNS-1123 label`,
    );
  return faults;
}
