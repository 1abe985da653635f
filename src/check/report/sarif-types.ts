/** The part of SARIF 2.1.0 that Slipway writes; numbers are those of the specification's sections. */

/** 3.27.10: `note` is what we call `info`. */
export type SarifLevel = 'error' | 'warning' | 'note';

/** 3.11 */
export interface SarifMessage {
  readonly text: string;
  readonly markdown?: string;
}

/** 3.49: what is said of a rule. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription?: SarifMessage;
  readonly fullDescription?: SarifMessage;
  readonly helpUri?: string;
  readonly help?: SarifMessage;
  readonly defaultConfiguration?: { readonly level: SarifLevel };
}

/** 3.4: `uriBaseId` only beside a relative reference. */
export interface SarifArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: 'SRCROOT';
}

/** 3.28 */
export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: SarifArtifactLocation;
    readonly region: { readonly startLine: number; readonly startColumn?: number };
  };
  /** 3.33: the object in the file. */
  readonly logicalLocations?: readonly {
    readonly name: string;
    readonly fullyQualifiedName: string;
    readonly kind: 'resource';
  }[];
}

/** 3.35 */
export interface SarifSuppression {
  readonly kind: 'inSource' | 'external';
  readonly status: 'accepted';
  readonly justification: string;
}

/** 3.27 */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly SarifSuppression[];
}

/** 3.58 */
export interface SarifNotification {
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: SarifArtifactLocation } }[];
}

/** 3.13 */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly semanticVersion: string;
        readonly rules: readonly SarifRule[];
      };
    };
    readonly columnKind: 'utf16CodeUnits';
    readonly originalUriBaseIds: { readonly SRCROOT: { readonly description: SarifMessage } };
    readonly invocations: readonly {
      readonly executionSuccessful: true;
      readonly toolExecutionNotifications: readonly SarifNotification[];
    }[];
    readonly results: readonly SarifResult[];
  }[];
}
