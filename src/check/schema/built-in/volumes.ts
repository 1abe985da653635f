import type { Field } from '../field';
import { descendingPath, dnsLabel } from '../names';

/** Says what a server has against the volumes of a pod. */
export function checkVolumes(volumes: Field): void {
  for (const volume of volumes.items()) {
    const name = volume.at('name');
    if (name.text !== '') name.mustBe(dnsLabel);
    const sources = volume.entries().filter(({ key }) => key !== 'name');
    const [source] = sources;
    // One without a source is an emptyDir.
    if (source === undefined) continue;
    if (sources.length > 1) {
      volume.say(
        'value-not-allowed',
        `${volume.where} has more than one source: ${sources.map(({ key }) => `"${key}"`).join(' and ')}`,
        'keep one of them',
      );
    } else checkSource(source);
  }
}

function checkSource(source: Field): void {
  const name = source.at(source.key === 'secret' ? 'secretName' : 'name');
  if (source.key === 'secret' || source.key === 'configMap') {
    if (name.text === '') name.miss();
    checkFiles(source);
  }
  if (source.key === 'projected') {
    for (const projection of source.at('sources').items()) for (const one of projection.entries()) checkFiles(one);
  }
  if (source.key === 'hostPath') {
    source.at('path').mustBe((path) => (path.split('/').includes('..') ? 'has ".." in its path' : undefined));
  }
}

function checkFiles(source: Field): void {
  checkMode(source.at('defaultMode'));
  for (const item of source.at('items').items()) {
    checkMode(item.at('mode'));
    item.at('path').mustBe((path) => descendingPath(path) ?? (path.startsWith('..') ? 'begins with ".."' : undefined));
  }
}

function checkMode(mode: Field): void {
  if (mode.number !== undefined && (mode.number < 0 || mode.number > 0o777)) {
    mode.refuse('is no mode of a file', '0 to 0777 (511) is allowed; YAML reads 0644 as octal or as 644, so say which');
  }
}

/** Says what a server has against where volumes are mounted. */
export function checkMounts(container: Field, volumeNames: ReadonlySet<string>): void {
  for (const mount of container.at('volumeMounts').items()) {
    const name = mount.at('name');
    if (name.text !== '' && !volumeNames.has(name.text)) {
      name.refuse(
        'names no volume of the pod',
        volumeNames.size === 0 ? 'the pod has no volumes' : `there are ${[...volumeNames].join(', ')}`,
      );
    }
    const [subPath, expression] = [mount.at('subPath'), mount.at('subPathExpr')];
    if (subPath.text !== '') subPath.mustBe(descendingPath);
    if (expression.text === '') continue;
    expression.mustBe(descendingPath);
    if (subPath.text !== '') expression.refuse('may not be there with "subPath"', 'keep one of them');
  }
}
