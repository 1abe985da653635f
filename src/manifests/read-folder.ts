import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

import { buildChart, buildKustomization } from './build-unit';
import type { KustomizationNode } from './kustomization';
import { partsOfKustomization, planBuilds } from './kustomize-graph';
import { KustomizationParts } from './kustomization-parts';
import { LinkedFiles, type ReadContent } from './linked-files';
import type { Kustomization, ManifestObject, ManifestUnit, SkippedPath } from './manifest';
import type { Programs } from './programs';
import type { ManifestText } from './read-text';
import { fetchedBy, RemoteLoads } from './remote-loads';
import { walk, type Walked } from './walk';
import { whatIsAt } from './what-is-there';

/**
 * Reads the manifests of files and folders. What is applied as it is written makes one unit for each path; a kustomization
 * that changes what it lists, and a chart, are units of their own, made by `kustomize` and `helm` where these are installed.
 *
 * It never throws because of what the files hold. A path that does not exist is an unreadable place of its unit.
 *
 * @param paths files and folders, as people name them: relative to the working directory, or absolute
 * @param readContent reads the file at an absolute path, each once
 */
export function readManifests(
  paths: readonly string[],
  programs: Programs,
  readContent: ReadContent = (path) => readFileSync(path),
): readonly ManifestUnit[] {
  return paths.flatMap((path) => new PathReader(path, programs, readContent).read());
}

/** Reads what one path names. */
class PathReader {
  private readonly root: string;
  private readonly files: LinkedFiles;
  private readonly remoteLoads = new RemoteLoads();
  private walked: Walked = { files: [], charts: [], skipped: [], unreadable: [] };
  private walkedFiles: ReadonlySet<string> = new Set();

  constructor(
    private readonly path: string,
    private readonly programs: Programs,
    readContent: ReadContent,
  ) {
    this.root = resolve(path);
    this.files = new LinkedFiles(nameOf, readContent);
  }

  read(): readonly ManifestUnit[] {
    const stat = whatIsAt(this.root);
    if (stat === undefined) {
      const message = `there is no file or folder "${this.path}"`;
      const place = { file: this.path, line: 1, column: 1 };
      return [unitOf(this.path, [{ objects: [], kustomizations: [], unreadable: [{ ...place, message }] }], [])];
    }
    this.walked = stat.isDirectory() ? walk(this.root) : { ...this.walked, files: [this.root] };
    this.walkedFiles = new Set(this.walked.files);
    for (const file of this.walked.files) this.files.read(file);
    // What is in the folder, and was not walked to, is hidden on purpose.
    const nodes = this.files.link((path) => this.isOutside(path));

    const { built, onlyForBuilds } = planBuilds(nodes);
    const texts = [
      ...this.walked.files.filter((file) => !onlyForBuilds.has(file)).map((file) => this.files.read(file)),
      ...this.walked.unreadable.map(unreadableFolder),
    ];
    const skipped = this.walked.skipped.map(({ path, reason }) => ({ path: nameOf(path), reason }));
    for (const [file, text] of this.files.textsByPath) {
      if (text.skipped !== undefined && !onlyForBuilds.has(file))
        skipped.push({ path: nameOf(file), reason: text.skipped });
    }
    return [
      { ...unitOf(this.path, texts, skipped), kustomizations: this.kustomizations(built) },
      ...built.map((node) =>
        buildKustomization(node, () => this.sourcesOf(node, nodes), this.remoteLoads, nameOf, this.programs),
      ),
      ...this.walked.charts.map((folder) => buildChart(folder, nameOf, this.programs.helm)),
    ].map((unit) => ({ ...unit, isThere }));
  }

  private sourcesOf(node: KustomizationNode, nodes: ReadonlyMap<string, KustomizationNode>): readonly ManifestObject[] {
    return [...partsOfKustomization(node, nodes)].flatMap((path) => this.files.read(path).objects);
  }

  private kustomizations(built: readonly KustomizationNode[]): readonly Kustomization[] {
    const { files } = this;
    // It lives as long as the objects do, and this reader does not.
    const parts = new KustomizationParts((path) => files.read(path), this.walkedFiles);
    const builtFiles = new Set(built.filter(({ isComponent }) => !isComponent).map(({ file }) => file));
    return this.walked.files.flatMap((file) =>
      parts.kustomizationsIn(file).map((kustomization) => this.withUnfetched(kustomization, file, builtFiles)),
    );
  }

  private withUnfetched(kustomization: Kustomization, file: string, built: ReadonlySet<string>): Kustomization {
    if (this.programs.isNetworkAllowed === true) return kustomization;
    const own = fetchedBy(kustomization.value);
    if (own.length > 0) return { ...kustomization, unfetched: own };
    const reason = built.has(file) ? this.remoteLoads.whyNotBuilt(dirname(file)) : undefined;
    return reason === undefined ? kustomization : { ...kustomization, unfetched: [{ path: [], reason }] };
  }

  private isOutside(path: string): boolean {
    return path !== this.root && !path.startsWith(`${this.root}${sep}`);
  }
}

function unreadableFolder({ path, reason }: SkippedPath): ManifestText {
  const place = { file: nameOf(path), line: 1, column: 1 };
  const message = `the folder cannot be read: ${reason}`;
  return { objects: [], kustomizations: [], unreadable: [{ ...place, message }] };
}

function isThere(name: string): boolean {
  return whatIsAt(resolve(name)) !== undefined;
}

/** Relative to the working directory; what is on another drive has its absolute path. */
function nameOf(path: string): string {
  const folder = `${process.cwd()}${sep}`;
  // Nearly always, and `relative` takes as long as to read a small file.
  const name = path.startsWith(folder) ? path.slice(folder.length) : relative(folder, path);
  return (isAbsolute(name) ? name : name || '.').replaceAll('\\', '/');
}

function unitOf(name: string, texts: readonly ManifestText[], skipped: readonly SkippedPath[]): ManifestUnit {
  return {
    name,
    objects: texts.flatMap(({ objects }) => objects),
    unreadable: texts.flatMap(({ unreadable }) => unreadable),
    kustomizations: texts.flatMap(({ kustomizations }) => kustomizations),
    skipped,
  };
}
