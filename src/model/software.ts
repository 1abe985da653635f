import * as z from 'zod';

import { ImageRepository } from './image-reference';
import { pattern } from './names';

/** A place in values, as Helm writes it: `image.tag`. */
const ValuePath = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a place in the values, such as "image.tag"');

/** Where a chart lies whose folder is beside the service. */
export const besideService = 'folder';

/** A chart of Helm that a service is. Its version and the digest of its archive are the release of an overlay. */
export const Chart = z
  .strictObject({
    source: z
      .string()
      .regex(
        /^(folder|https?:\/\/\S+|oci:\/\/\S+[^/\s])$/,
        'must be "folder", or the address of a repository: "https://..." or "oci://..."',
      )
      .describe(
        'Where it comes from: `folder` is `chart/` beside this file; of a repository, its archive is `catalog/charts/<name>-<version>.tgz`, which `slipway charts fetch` brings.',
      ),
    name: z
      .string()
      .regex(/^[A-Za-z0-9][-A-Za-z0-9._]*$/, 'must be the name of a chart')
      .optional()
      .describe('Its name in a repository `https://...`. That of `oci://...` is the last part of the address.'),
    releaseName: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be a DNS-1123 label')
      .max(53, 'must have at most 53 characters (Helm)')
      .optional()
      .describe('Name that templates make names of. Default: the name of the service.'),
    versionAt: ValuePath.optional().describe(
      'Where in the values the version of a release goes, such as `image.tag`. Of a chart in a folder only; without it a release names the version of the chart.',
    ),
    digestAt: ValuePath.optional().describe('The same of the digest of a release.'),
    lookup: z
      .enum(['refused', 'empty'])
      .default('refused')
      .describe(
        'What a template gets that asks the cluster: rendering asks none. `refused` is an error where it makes a difference, `empty` is nothing found.',
      ),
  })
  .refine(({ source, name }) => !/^https?:/.test(source) || name !== undefined, {
    path: ['name'],
    error: 'must be said: a repository has many charts',
  })
  .refine(({ source, name }) => /^https?:/.test(source) || name === undefined, {
    path: ['name'],
    error: 'is said by the source already; remove it',
  })
  .refine(
    ({ source, versionAt, digestAt }) =>
      source === besideService || (versionAt === undefined && digestAt === undefined),
    { path: ['versionAt'], error: 'is for a chart in a folder: a release names the version of a chart from elsewhere' },
  );
export type Chart = z.infer<typeof Chart>;

/** A kustomization that a service is. */
export const ServiceKustomization = z.strictObject({
  folder: pattern(['environment'])
    .default('.')
    .describe(
      'Folder below `kustomization/` beside this file, such as `overlays/{environment}`. Default: `kustomization/` itself.',
    ),
  image: ImageRepository.optional().describe(
    'Image whose tag and digest are those of a release. Default: a release only names what runs.',
  ),
});
export type ServiceKustomization = z.infer<typeof ServiceKustomization>;

/** SoftwareValues of a chart: data of whoever wrote it. `null` takes a default of the chart away. */
export const SoftwareValues = z.record(z.string().min(1), z.unknown());
export type SoftwareValues = z.infer<typeof SoftwareValues>;

/** Whether a service is made by Helm or kustomize. */
export function isSoftware(service: SoftwareSaid): boolean {
  return service.chart !== undefined || service.kustomization !== undefined;
}

/** What a service says of it. */
export interface SoftwareSaid {
  readonly chart?: Chart | undefined;
  readonly kustomization?: ServiceKustomization | undefined;
}

/** Name of a chart, by which its archive is called; undefined for one in a folder. */
export function chartName({ source, name }: Chart): string | undefined {
  return source === besideService ? undefined : (name ?? source.slice(source.lastIndexOf('/') + 1));
}

/** A file of other people's software, as it is. */
export interface SoftwareFile {
  /** Base64: it may be anything. */
  readonly content: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}
