import type { Rule } from '../../rule';
import { collidingGenerator } from './colliding-generator';
import { deprecatedKustomizationField } from './deprecated-kustomization-field';
import { duplicateKustomizationKey } from './duplicate-kustomization-key';
import { duplicateKustomizationResource } from './duplicate-kustomization-resource';
import { fileOutsideKustomization } from './file-outside-kustomization';
import { generatorWithoutBase } from './generator-without-base';
import { imageOverrideWithoutImage } from './image-override-without-image';
import { kustomizationCycle } from './kustomization-cycle';
import { missingKustomizationFile } from './missing-kustomization-file';
import { patchWithoutTarget } from './patch-without-target';
import { replicaOverrideWithoutWorkload } from './replica-override-without-workload';
import { rewrittenSubject } from './rewritten-subject';
import { secretGeneratorInGit } from './secret-generator-in-git';
import { unfetchedLoad } from './unfetched-load';
import { unknownKustomizationField } from './unknown-kustomization-field';
import { unlistedFile } from './unlisted-file';
import { unpinnedRemoteBase } from './unpinned-remote-base';

/** Rules about what the `kustomize` program reads. It need not be installed. */
export const kustomizeRules: readonly Rule[] = [
  duplicateKustomizationKey,
  rewrittenSubject,
  unknownKustomizationField,
  deprecatedKustomizationField,
  missingKustomizationFile,
  fileOutsideKustomization,
  duplicateKustomizationResource,
  kustomizationCycle,
  unlistedFile,
  unpinnedRemoteBase,
  unfetchedLoad,
  collidingGenerator,
  generatorWithoutBase,
  secretGeneratorInGit,
  patchWithoutTarget,
  imageOverrideWithoutImage,
  replicaOverrideWithoutWorkload,
];
