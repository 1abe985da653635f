import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { buildChart, buildKustomization } from './build-unit';
import { kustomizationNode, type KustomizationNode } from './kustomization';
import { planBuilds } from './kustomize-graph';
import { KustomizationParts } from './kustomization-parts';
import type { Kustomization, ManifestUnit, SkippedPath } from './manifest';
import { programsOnPath, type Programs } from './programs';
import { readManifestText, type ManifestText } from './read-text';
import { walk, type Walked } from './walk';

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
  programs: Programs = programsOnPath,
  readContent: ReadContent = (path) => readFileSync(path),
): readonly ManifestUnit[] {
  return paths.flatMap((path) => new PathReader(path, programs, readContent).read());
}

type ReadContent = (path: string) => Buffer;

/** Reads what one path names. */
class PathReader {
  private readonly root: string;
  private readonly textsByPath = new Map<string, ManifestText>();
  private readonly nodes = new Map<string, KustomizationNode>();
  private walked: Walked = { files: [], charts: [], skipped: [] };
  private walkedFiles: ReadonlySet<string> = new Set();

  constructor(
    private readonly path: string,
    private readonly programs: Programs,
    private readonly readContent: ReadContent,
  ) {
    this.root = resolve(path);
  }

  read(): readonly ManifestUnit[] {
    const stat = statSync(this.root, { throwIfNoEntry: false });
    if (stat === undefined) {
      const message = `there is no file or folder "${this.path}"`;
      const place = { file: this.path, line: 1, column: 1 };
      return [unitOf(this.path, [{ objects: [], kustomizations: [], unreadable: [{ ...place, message }] }], [])];
    }
    this.walked = stat.isDirectory() ? walk(this.root) : { files: [this.root], charts: [], skipped: [] };
    this.walkedFiles = new Set(this.walked.files);
    for (const file of this.walked.files) this.readFile(file);
    this.linkKustomizations();

    const { built, onlyForBuilds } = planBuilds(this.nodes);
    const names = (path: string): string => nameOf(path);
    const texts = this.walked.files.filter((file) => !onlyForBuilds.has(file)).map((file) => this.readFile(file));
    const skipped = this.walked.skipped.map(({ path, reason }) => ({ path: nameOf(path), reason }));
    for (const [file, text] of this.textsByPath) {
      if (text.skipped !== undefined && !onlyForBuilds.has(file))
        skipped.push({ path: nameOf(file), reason: text.skipped });
    }
    return [
      { ...unitOf(this.path, texts, skipped), kustomizations: this.kustomizations(), isThere },
      ...built.map((node) =>
        buildKustomization(node, this.nodes, (file) => this.readFile(file), names, this.programs.kustomize),
      ),
      ...this.walked.charts.map((folder) => buildChart(folder, names, this.programs.helm)),
    ];
  }

  /** Reads each file once; the bases of a kustomization may be outside the folder. */
  private readFile(path: string): ManifestText {
    let text = this.textsByPath.get(path);
    if (text === undefined) {
      text = readOne(path, this.readContent);
      this.textsByPath.set(path, text);
    }
    return text;
  }

  private kustomizations(): readonly Kustomization[] {
    const parts = new KustomizationParts((path) => this.readFile(path), this.walkedFiles);
    return this.walked.files.flatMap((file) => parts.kustomizationsIn(file));
  }

  /** Follows kustomizations to those that they use. A map may grow while it is walked through. */
  private linkKustomizations(): void {
    const exists = (path: string): boolean => this.walkedFiles.has(path) || (this.isOutside(path) && isFile(path));
    for (const [file, { kustomizations }] of this.textsByPath) {
      for (const { value } of kustomizations) {
        const node = kustomizationNode(file, value, exists);
        this.nodes.set(file, node);
        for (const part of node.parts) if (/\.(?:ya?ml)$|Kustomization$/.test(part)) this.readFile(part);
      }
    }
  }

  private isOutside(path: string): boolean {
    return path !== this.root && !path.startsWith(`${this.root}${sep}`);
  }
}

function readOne(path: string, readContent: ReadContent): ManifestText {
  let bytes: Buffer;
  try {
    bytes = readContent(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      objects: [],
      kustomizations: [],
      unreadable: [{ file: nameOf(path), line: 1, column: 1, message: `the file cannot be read: ${reason}` }],
    };
  }
  // Most JSON files of a repository belong to programs, and may have comments.
  if (path.endsWith('.json') && !(bytes.includes('"kind"') && bytes.includes('"apiVersion"'))) {
    return { objects: [], kustomizations: [], unreadable: [] };
  }
  return readManifestText(bytes, nameOf(path));
}

function isThere(name: string): boolean {
  return statSync(resolve(name), { throwIfNoEntry: false }) !== undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
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
