import { ApiObject } from 'cdk8s';
import type { ApiObjectMetadataDefinition, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

/** A Kubernetes object as plain data, with the names of the wire. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * An `ApiObject` made from plain data: what every construct of Slipway is.
 *
 * `ApiObject.toJson()` looks for tokens in every value and sorts every key, which is most of the time of a large
 * synthesis (docs/decisions/plain-manifests.md has the figures). Plain data has no tokens, and the emitter sorts;
 * so `toJson()` returns the data itself as long as nobody asked for more. Whoever patches the object, touches its
 * metadata, or puts labels or a namespace on the chart, gets what cdk8s makes of it.
 *
 * @typeParam Kind the type of the object, from `imports/`: a field that does not exist is a compile error
 */
export class Manifest<Kind extends KubernetesObject = KubernetesObject> extends ApiObject {
  private isPlain: boolean;
  /** What cdk8s made. */
  private readonly definition: ApiObjectMetadataDefinition;

  constructor(
    scope: Construct,
    id: string,
    private readonly object: Kind,
  ) {
    super(scope, id, object);
    this.isPlain =
      this.chart.namespace === undefined && object.metadata.name !== undefined && isEmpty(this.chart.labels);
    this.definition = this.metadata;
    Object.defineProperty(this, 'metadata', Manifest.touchedMetadata);
  }

  /**
   * Metadata for somebody who may change it. One accessor for all objects: V8 keeps one of each object for long, and with it
   * everything that the object holds.
   */
  private static readonly touchedMetadata: PropertyDescriptor & ThisType<Manifest> = {
    get() {
      this.isPlain = false;
      return this.definition;
    },
  };

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.isPlain = false;
    super.addJsonPatch(...operations);
  }

  override toJson(): Kind {
    return this.isPlain ? this.object : super.toJson();
  }
}

function isEmpty(labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(labels).length === 0;
}
