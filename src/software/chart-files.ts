import type { PlacedSoftware } from '../model/placed-software';
import type { PlacedFile } from '../model/software-files';
import { unpack, UnpackingRoom } from './unpack';
import type { SoftwareFiles } from './unpack';

/** Charts that lie in a chart, packed. */
const packedChart = /^(.*\/)?charts\/[^/]+\.(?:tgz|tar\.gz)$/;

/** A chart in a chart in a chart is rare, and more than that a mistake. */
const maximumDepth = 8;

/**
 * The files of a chart or a kustomization, by their paths below its folder. Charts that it depends on are unpacked, too.
 *
 * @throws ArchiveFault for an archive that is none
 */
export function softwareFilesIn({ files, folder }: Pick<PlacedSoftware, 'files' | 'folder'>): SoftwareFiles {
  const [archive] = files;
  const room = new UnpackingRoom();
  if (folder === undefined)
    return archive === undefined ? new Map() : unpackedCharts(below(unpack(bytes(archive), room)), 0, room);
  const own = new Map(files.map((file) => [file.document.slice(folder.length + 1), bytes(file)]));
  return unpackedCharts(own, 0, room);
}

function bytes({ content }: PlacedFile): Buffer {
  return Buffer.from(content, 'base64');
}

/** `helm package` puts all files into a folder with the name of the chart. */
function below(files: SoftwareFiles): SoftwareFiles {
  return new Map([...files].map(([path, content]) => [path.slice(path.indexOf('/') + 1), content]));
}

function unpackedCharts(files: SoftwareFiles, depth: number, room: UnpackingRoom): SoftwareFiles {
  const result = new Map<string, Buffer>();
  for (const [path, content] of files) {
    if (!packedChart.test(path) || depth === maximumDepth) {
      result.set(path, content);
      continue;
    }
    const folder = path.replace(/\.(?:tgz|tar\.gz)$/, '');
    for (const [inner, one] of unpackedCharts(below(unpack(content, room)), depth + 1, room))
      result.set(`${folder}/${inner}`, one);
  }
  return result;
}
