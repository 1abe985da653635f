import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** CPU and memory of one container, as quantities. */
export interface ContainerAmounts {
  readonly cpu: string;
  readonly memory: string;
}

/** The same of limits: without CPU nothing bounds it. */
export interface ContainerBounds extends Omit<ContainerAmounts, 'cpu'> {
  /** @default - no limit of CPU */
  readonly cpu?: string;
}

/** Properties of a `LimitRange`. */
export interface LimitRangeProps extends Identity {
  /** The most that a container may have. */
  readonly max: ContainerBounds;
  /** The least that a container may ask for. @default { cpu: '1m', memory: '1Mi' } */
  readonly min?: ContainerAmounts;
  /** Limits of a container that names none. */
  readonly default: ContainerBounds;
  /** Requests of a container that names none. */
  readonly defaultRequest: ContainerAmounts;
}

/** Stops nobody but whoever forgot a unit: `memory: 128` is 128 bytes. */
const smallest: ContainerAmounts = { cpu: '1m', memory: '1Mi' };

/** What a container of a namespace may have, and what it gets when it says nothing. */
export class LimitRange extends Manifest<kubernetes.LimitRange> {
  constructor(scope: Construct, id: string, props: LimitRangeProps) {
    const amounts = ({ cpu, memory }: ContainerBounds) => ({ ...(cpu === undefined ? {} : { cpu }), memory });
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        limits: [
          {
            type: 'Container',
            default: amounts(props.default),
            defaultRequest: amounts(props.defaultRequest),
            max: amounts(props.max),
            min: amounts(props.min ?? smallest),
          },
        ],
      },
    });
  }
}
