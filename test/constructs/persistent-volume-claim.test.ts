import { PersistentVolumeClaim } from '../../src/constructs/persistent-volume-claim';
import { aChart, identity } from '../helpers/a-chart';

test('data survives: Argo CD neither prunes the claim nor deletes it with its Application', () => {
  const { metadata } = new PersistentVolumeClaim(aChart(), 'volume', { ...identity, size: '10Gi' }).toJson();

  expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
});

test('a claim that need not be kept goes with the rest', () => {
  const props = { ...identity, size: '10Gi', isKept: false };

  expect(new PersistentVolumeClaim(aChart(), 'volume', props).toJson().metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '0',
  });
});

test('it is in the wave of the pods, because it may be bound only when the first one is there', () => {
  const { metadata, spec } = new PersistentVolumeClaim(aChart(), 'volume', { ...identity, size: '10Gi' }).toJson();

  expect(metadata.annotations?.['argocd.argoproj.io/sync-wave']).toBe('0');
  expect(spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '10Gi' } },
    volumeMode: 'Filesystem',
  });
});
