import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { boundaryOf } from './boundary';
import { buildChart, buildKustomization } from './build-unit';
import type { KustomizationNode } from './kustomization';
import { partsOfKustomization, planBuilds } from './kustomize-graph';
import { KustomizationParts } from './kustomization-parts';
import { LinkedFiles, type ReadContent } from './linked-files';
import type { Kustomization, ManifestObject, ManifestUnit, SkippedPath } from './manifest';
import type { Programs } from './programs';
import type { ManifestText } from './read-text';
import { fetchedBy, RemoteLoads } from './remote-loads';
import { unlistedFiles } from './unlisted-files';
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
  private readonly remoteLoads: RemoteLoads;
  private readonly mayBeNamed: (path: string) => boolean;
  private walked: Walked = { files: [], charts: [], skipped: [], unreadable: [] };
  private walkedFiles: ReadonlySet<string> = new Set();

  constructor(
    private readonly path: string,
    private readonly programs: Programs,
    readContent: ReadContent,
  ) {
    this.root = resolve(path);
    this.mayBeNamed = boundaryOf(this.root);
    this.remoteLoads = new RemoteLoads(this.mayBeNamed);
    this.files = new LinkedFiles(nameOf, readContent);
  }

  read(): readonly ManifestUnit[] {
    const stat = whatIsAt(this.root);
    if (stat === undefined) {
      const message = `there is no file or folder "${this.path}"`;
      const place = { file: this.path, line: 1, column: 1 };
      return [unitOf(this.path, [{ objects: [], kustomizations: [], unreadable: [{ ...place, message }] }], [])];
    }
    if (!stat.isDirectory() && !stat.isFile()) {
      const place = { file: this.path, line: 1, column: 1 };
      const unreadable = [{ ...place, message: `"${this.path}" is neither a file nor a folder` }];
      return [unitOf(this.path, [{ objects: [], kustomizations: [], unreadable }], [])];
    }
    this.walked = stat.isDirectory() ? walk(this.root) : { ...this.walked, files: [this.root] };
    this.walkedFiles = new Set(this.walked.files);
    for (const file of this.walked.files) this.files.read(file);
    // What is in the folder, and was not walked to, is hidden on purpose.
    const nodes = this.files.link((path) => this.isOutside(path) && this.mayBeNamed(path));

    const { built, onlyForBuilds } = planBuilds(nodes);
    const unlisted = unlistedFiles(this.walked.files, (file) => this.files.read(file), nodes);
    const notApplied = new Set([...unlisted.values()].flat());
    const isApplied = (file: string): boolean => !onlyForBuilds.has(file) && !notApplied.has(file);
    const texts = [
      ...this.walked.files.filter(isApplied).map((file) => this.files.read(file)),
      ...this.walked.unreadable.map(unreadableFolder),
    ];
    const skipped = this.walked.skipped.map(({ path, reason }) => ({ path: nameOf(path), reason }));
    for (const [file, text] of this.files.textsByPath) {
      if (text.skipped !== undefined && !onlyForBuilds.has(file))
        skipped.push({ path: nameOf(file), reason: text.skipped });
    }
    const partsOf = new Map(built.map((node) => [node, [...partsOfKustomization(node, nodes)]]));
    const units = [...partsOf].map(([node, parts]) => ({
      parts,
      unit: buildKustomization(node, () => this.sourcesOf(node, parts, nodes), this.remoteLoads, nameOf, this.programs),
    }));
    const seen = new Set(units.flatMap(({ parts, unit }) => (unit.isBuilt === true ? parts : [])));
    const unseen = new Set(this.walked.files.filter((file) => onlyForBuilds.has(file) && !seen.has(file)));
    const kustomizations = this.kustomizations(built, unlisted, (node) =>
      (partsOf.get(node) ?? []).filter((file) => unseen.has(file)).map(nameOf),
    );
    return [
      { ...unitOf(this.path, texts, skipped), kustomizations },
      ...units.map(({ unit }) => unit),
      ...this.walked.charts.map((folder) => buildChart(folder, nameOf, this.programs.helm)),
      ...this.unapplied([...notApplied, ...unseen]),
    ].map((unit) => ({ ...unit, isThere }));
  }

  private sourcesOf(
    node: KustomizationNode,
    parts: readonly string[],
    nodes: ReadonlyMap<string, KustomizationNode>,
  ): readonly ManifestObject[] {
    const patches = new Set([node, ...parts.flatMap((path) => nodes.get(path) ?? [])].flatMap((one) => one.patches));
    return parts.filter((path) => !patches.has(path)).flatMap((path) => this.files.read(path).objects);
  }

  private unapplied(files: readonly string[]): readonly ManifestUnit[] {
    if (files.length === 0) return [];
    const objects = files.flatMap((file) => this.files.read(file).objects);
    return [{ name: this.path, objects, kustomizations: [], unreadable: [], skipped: [], isUnapplied: true }];
  }

  private kustomizations(
    built: readonly KustomizationNode[],
    unlisted: ReadonlyMap<string, readonly string[]>,
    unseenOf: (node: KustomizationNode) => readonly string[],
  ): readonly Kustomization[] {
    const { files } = this;
    // It lives as long as the objects do, and this reader does not.
    const parts = new KustomizationParts((path) => files.read(path), this.walkedFiles, this.mayBeNamed);
    const nodeByFile = new Map(built.filter(({ isComponent }) => !isComponent).map((node) => [node.file, node]));
    return this.walked.files.flatMap((file) =>
      parts.kustomizationsIn(file).map((kustomization) => {
        const known = this.withUnfetched(kustomization, nodeByFile.get(file), unseenOf);
        const beside = unlisted.get(file);
        return beside === undefined ? known : { ...known, unlisted: beside.map(nameOf) };
      }),
    );
  }

  private withUnfetched(
    kustomization: Kustomization,
    node: KustomizationNode | undefined,
    unseenOf: (node: KustomizationNode) => readonly string[],
  ): Kustomization {
    if (this.programs.isNetworkAllowed === true) return kustomization;
    const own = fetchedBy(kustomization.value);
    const reason = own.length > 0 || node === undefined ? undefined : this.remoteLoads.whyNotBuilt(node.folder);
    const unfetched = reason === undefined ? own : [{ path: [], reason }];
    if (unfetched.length === 0) return kustomization;
    return { ...kustomization, unfetched, ...(node !== undefined && { unseen: unseenOf(node) }) };
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
