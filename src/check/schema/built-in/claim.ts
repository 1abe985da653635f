import type { Field } from '../field';
import { dnsSubdomain } from '../names';
import { readQuantity } from '../quantity';
import { checkSelector } from './label-selector';

/** Says what a server has against a PersistentVolumeClaim, or a template of one. */
export function checkClaim(object: Field): void {
  const spec = object.at('spec');
  const modes = spec.at('accessModes').items();
  if (modes.length === 0)
    spec.at('accessModes').miss('ReadWriteOnce, ReadWriteOncePod, ReadOnlyMany or ReadWriteMany is allowed');
  const texts = modes.map(({ text }) => text);
  if (texts.includes('ReadWriteOncePod') && texts.some((mode) => mode !== 'ReadWriteOncePod')) {
    spec.at('accessModes').refuse('has ReadWriteOncePod together with others', 'keep one of them');
  }
  const storage = spec.at('resources').at('requests').at('storage');
  const size = readQuantity(storage.value);
  if (!storage.isThere) storage.miss('say how much storage it needs: "10Gi"');
  else if (size !== undefined && size <= 0n) storage.refuse('is not more than nothing');
  const storageClass = spec.at('storageClassName');
  if (storageClass.text !== '') storageClass.mustBe(dnsSubdomain);
  checkSelector(spec.at('selector'));
}
