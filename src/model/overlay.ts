import * as z from 'zod';

import { AutoSync, autoSyncIn } from './auto-sync';
import { Hold, Reason } from './hold';
import { Instant } from './instant';
import { Extensions } from './extension';
import { DnsLabel } from './names';
import { Patches } from './patch';
import { Scale } from './scale';
import { SettingsLayer } from './settings';
import { SoftwareValues } from './software';

/** What the registry takes for the newest build: no version, but what a service runs that has not adopted `pinned-version`. */
export const latestVersion = 'latest';

/** What the release of a service is called that has no version, and so none. */
export const noVersion = 'none';

/** What is said of a version that is `latest`. */
export const notPinned = `must not be "${latestVersion}": a release names one build for good`;

/** Stands where a person has to write the version that runs: no image has this tag, and nothing is rendered of it. */
export const placeholderVersion = 'to-be-filled-in';

/** What runs: an image's version, and where it came from. */
export const Release = z.strictObject({
  version: z
    .string()
    // An image tag that is a label value, too: it is shown as `app.kubernetes.io/version`.
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
      'must be an image tag of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    )
    .refine((tag) => tag !== placeholderVersion, {
      message: 'stands for a version that nobody has said yet; write the one that runs',
    }),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'must be "sha256:" and 64 hexadecimal digits')
    .optional()
    .describe('Digest of the image: the same bytes in every environment.'),
  promotedFrom: DnsLabel.optional().describe('Environment that ran this release before.'),
  changeTicket: z.string().min(1).optional(),
  source: z
    .strictObject({
      commit: z
        .string()
        .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'must be the whole id of a commit')
        .describe('Commit that it was built from.'),
      committedAt: Instant.describe('When that commit was made.'),
    })
    .optional()
    .describe('Where it was built from.'),
  irreversible: Reason.optional().describe(
    'Why one cannot go back to the release before, such as a migration of data. Default: one can.',
  ),
});
export type Release = z.infer<typeof Release>;

/** A version that names one build for good. */
export const PinnedVersion = Release.shape.version.refine((tag) => tag !== latestVersion, { message: notPinned });

/**
 * Whether something ends. Its Applications stay, with nothing to apply, so that Argo CD removes what runs; when nothing is
 * left, its file can be deleted.
 */
export const Retired = z.boolean().default(false);

/** `catalog/services/<service>/<environment>.yaml`: the file exists = the service is deployed there. */
export const Overlay = z
  .strictObject({
    release: Release.default({ version: noVersion }).describe(
      'What runs here. Only what has no version of its own may leave it out: a service of variants or of manifests, and a kustomization without "image".',
    ),
    retired: Retired.describe(
      'Whether the service ends here: nothing of it is rendered, so that what runs is removed.',
    ),
    autoSync: AutoSync.describe(autoSyncIn.overlay),
    hold: Hold.optional().describe('Holds releases back here. It renders nothing.'),
    scaleUntil: z
      .strictObject({
        until: Instant.describe('When it ends.'),
        back: Scale.nullable().describe('What `scale` is then; null for what the service or the environment says.'),
      })
      .optional()
      .describe('The scale of this overlay ends by itself. It renders nothing.'),
    patches: Patches.optional().describe('Changes of objects that are rendered here, after those of the service.'),
    values: SoftwareValues.optional().describe('Values of its chart here, over those of the service.'),
    extensions: Extensions.optional().describe('What extensions are told here, over what the service tells them.'),
    ...SettingsLayer.shape,
  })
  .refine(({ scale, scaleUntil }) => scaleUntil === undefined || scale !== undefined, {
    path: ['scaleUntil'],
    error: 'must stand beside the `scale` that ends',
  });
export type Overlay = z.infer<typeof Overlay>;
