import { join, relative, resolve, sep } from 'node:path';

import { boundaryOf } from '../manifests/boundary';
import type { KustomizationNode } from '../manifests/kustomization';
import { partsOfKustomization } from '../manifests/kustomize-graph';
import { LinkedFiles } from '../manifests/linked-files';
import type { ManifestObject } from '../manifests/manifest';
import type { Programs } from '../manifests/programs';
import { readManifestText } from '../manifests/read-text';
import { RemoteLoads } from '../manifests/remote-loads';
import { walk } from '../manifests/walk';
import { InputError, type Problem } from '../model/problem';
import { Refusal } from '../model/refusal';
import { findEnvironments, type EnvironmentPlace } from './find-environments';
import type { ImportedTree, TreeEnvironment } from './tree';
import { sourcesIn } from './sources';

/** What to read, and with what. */
export interface ImportQuestion {
  /** As the person named it; it is there. */
  readonly folder: string;
  readonly workingDirectory: string;
  /** Environments that the person named. @default - they are found */
  readonly named: readonly EnvironmentPlace[];
  readonly programs: Programs;
  /** Name of the environment, where all of the folder is one and nobody can tell. @default - it is refused */
  readonly only?: string;
  /** Is told what cannot be read or built, and the rest is read. @default - nothing is read then */
  readonly onProblem?: (problem: Problem) => void;
}

/**
 * Reads a tree of manifests: finds its environments, and builds each.
 *
 * @throws Refusal when nobody can tell the environments; InputError with everything that cannot be read or built
 */
export function readTree(question: ImportQuestion): ImportedTree {
  return new TreeReader(resolve(question.workingDirectory, question.folder), question).read();
}

class TreeReader {
  private readonly files = new LinkedFiles((path) => this.shown(path));
  /** Kustomizations by the path of their file. */
  private nodes: ReadonlyMap<string, KustomizationNode> = new Map();
  private readonly mayBeNamed: (path: string) => boolean;
  private readonly remoteLoads: RemoteLoads;
  private readonly used = new Set<string>();
  /** Kustomizations with a key that is written twice. */
  private readonly repeating = new Set<string>();
  private readonly problems: Problem[] = [];
  private readonly sources = new Map<ManifestObject, readonly ManifestObject[]>();

  constructor(
    private readonly root: string,
    private readonly question: ImportQuestion,
  ) {
    this.mayBeNamed = boundaryOf(root);
    this.remoteLoads = new RemoteLoads(this.mayBeNamed);
  }

  read(): ImportedTree {
    const { files, charts, skipped, unreadable } = walk(this.root);
    for (const { path, reason } of unreadable)
      this.problems.push({ file: this.shown(path), path: [], message: `the folder cannot be read: ${reason}` });
    for (const file of files) this.files.read(file);
    this.nodes = this.files.link(this.mayBeNamed);
    this.findUnreadable();
    const environments = this.places().map((place) => this.environment(place));
    this.refuse();
    const outside = [...this.files.textsByPath].flatMap(([file, { objects }]) => (this.used.has(file) ? [] : objects));
    return {
      environments,
      outside,
      skipped: [
        ...skipped.map(({ path, reason }) => ({ path: this.shown(path), reason })),
        ...charts.map((path) => ({
          path: this.shown(path),
          reason: 'it is a Helm chart: import what "helm template" makes of it',
        })),
        ...[...this.files.textsByPath].flatMap(([file, { skipped: reason }]) =>
          reason === undefined ? [] : [{ path: this.shown(file), reason }],
        ),
      ],
      sourcesOf: (object) => this.sources.get(object) ?? [],
    };
  }

  private places(): readonly EnvironmentPlace[] {
    if (this.question.named.length > 0) return this.question.named;
    const files = [...this.files.textsByPath].flatMap(([file, { objects, kustomizations }]) => {
      const isBase = [...this.nodes.values()].some((node) => node.file !== file && node.parts.includes(file));
      if (isBase && kustomizations.length > 0) return [];
      return {
        path: this.below(file),
        ids: [...objects.map(({ kind, name }) => `${kind}/${name}`), ...(this.nodes.get(file)?.parts ?? [])],
        namespaces: objects.flatMap(({ namespace }) => namespace ?? []),
      };
    });
    const found = findEnvironments(files);
    if (found.length > 0) return found;
    if (this.question.only !== undefined) return [{ name: this.question.only, paths: [''] }];
    throw new Refusal(
      `cannot tell the environments of "${this.question.folder}": no folder is called overlays/<environment> or ` +
        'environments/<environment>, no folders or files beside each other hold the same objects, and none is in two ' +
        `namespaces; name each one, such as --env prod=${this.question.folder}`,
      'usage',
    );
  }

  private environment({ name, paths, namespace }: EnvironmentPlace): TreeEnvironment {
    const objects = paths.flatMap((path) => this.objectsAt(join(this.root, path)));
    return {
      name,
      paths: paths.map((path) => this.shown(join(this.root, path))),
      objects: namespace === undefined ? objects : objects.filter((one) => (one.namespace ?? one.name) === namespace),
    };
  }

  /** The objects of a file or a folder. What a kustomization is there for, it makes. */
  private objectsAt(path: string): readonly ManifestObject[] {
    const text = this.files.textsByPath.get(path);
    if (text !== undefined) {
      this.used.add(path);
      return text.objects;
    }
    const kustomization = [...this.nodes.values()].find(({ folder }) => folder === path);
    if (kustomization !== undefined) return this.build(kustomization);
    const inside = [...this.files.textsByPath.keys()].filter((file) => file.startsWith(`${path}${sep}`));
    if (inside.length === 0) {
      this.problems.push({
        file: this.shown(path),
        path: [],
        message: 'there are no manifests here',
        hint: 'name a folder or a file that has some',
      });
    }
    const children = new Set(inside.map((file) => join(path, file.slice(path.length + 1).split(sep)[0] ?? '')));
    return [...children].flatMap((child) => this.objectsAt(child));
  }

  private build(node: KustomizationNode): readonly ManifestObject[] {
    const shown = this.shown(node.file);
    if (node.isComponent) return [];
    const paths = partsOfKustomization(node, this.nodes);
    for (const file of [node.file, ...paths]) this.used.add(file);
    const nodes = [node, ...[...paths].flatMap((path) => this.nodes.get(path) ?? [])];
    const problem = (message: string, hint: string): readonly ManifestObject[] => {
      this.problems.push({ file: shown, line: 1, column: 1, path: [], message, hint });
      return [];
    };
    const reason = this.remoteLoads.whyNotBuilt(node.folder);
    if (reason !== undefined) return problem(reason, 'copy what it loads into the tree');
    const files = [...paths].flatMap((path) => this.files.textsByPath.get(path)?.objects ?? []);
    // What it would make is not what anybody means, and the problem is known.
    if (nodes.some(({ file }) => this.repeating.has(file))) return [];
    if (nodes.every(({ transforms }) => !transforms)) return files;
    const result = this.question.programs.kustomize(node.folder);
    if (result === 'not installed') {
      return problem(
        'it has to be built, and neither kustomize nor kubectl is on the PATH',
        'install kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/), or import what it makes elsewhere',
      );
    }
    if ('failure' in result)
      return problem(`kustomize cannot build it: ${withoutAddresses(result.failure)}`, hintFor(result.failure));
    // Under the name of the file it would be taken for a kustomization.
    const built = readManifestText(result.output, this.shown(node.folder)).objects;
    const kustomizations = nodes.flatMap(({ file }) => this.files.textsByPath.get(file)?.kustomizations ?? []);
    const sourcesOf = sourcesIn(files, kustomizations);
    return built.map((object) => {
      const own = sourcesOf(object);
      const placed: ManifestObject = { ...object, file: own.at(-1)?.file ?? shown };
      this.sources.set(placed, own.length > 0 ? own : [{ ...placed, locate: () => ({ line: 1, column: 1 }) }]);
      return placed;
    });
  }

  /** What cannot be read, and what kustomize would read otherwise than people mean it. */
  private findUnreadable(): void {
    for (const [path, { unreadable, kustomizations }] of this.files.textsByPath) {
      this.problems.push(...unreadable.map((one): Problem => ({ path: [], ...one })));
      for (const { key, line, column } of kustomizations.flatMap(({ repeatedKeys }) => repeatedKeys)) {
        this.repeating.add(path);
        this.problems.push({
          file: this.shown(path),
          line,
          column,
          path: [],
          message: `key ${JSON.stringify(key)} is written twice, and kustomize takes the last one without a word`,
          hint: 'write one list with all entries: what the first one names is left out of the build',
        });
      }
    }
  }

  private refuse(): void {
    const { onProblem } = this.question;
    if (onProblem !== undefined) for (const problem of this.problems) onProblem(problem);
    else if (this.problems.length > 0) throw new InputError(this.problems);
  }

  private below(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  private shown(path: string): string {
    return relative(this.question.workingDirectory, path).split(sep).join('/') || '.';
  }
}

/** What to do about the failures of kustomize that people meet most. */
function hintFor(failure: string): string {
  if (/behavior must be merge or replace/.test(failure))
    return 'a base generates or holds an object of this name: say "behavior: merge" in the generator, or drop one of the two';
  if (/no matches for Id|no resource matches/.test(failure))
    return 'a patch finds nothing: the base that it is for is not in "resources"';
  return 'run "kustomize build" in its folder to see more';
}

/** Kustomize prints where in its memory things are, each time elsewhere. */
function withoutAddresses(failure: string): string {
  return failure.replaceAll(/ ?&\{0x[0-9a-f][^{}]{0,200}\}:?/g, '');
}
