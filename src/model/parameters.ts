import * as z from 'zod/mini';
import { ParametersFile } from './parameters-file.js';
import type { Layer, NodeType, Subrole } from './words.js';

/**
 * What a parameter file says once it is read, checked and completed with all defaults. It has the shape of the
 * file, so that writing it as YAML gives the same file in its normal form.
 */
export interface Parameters {
  readonly runbook: string;
  readonly csm: '1.3';
  readonly change?: ChangeRecord;
  readonly image: ImageParameters;
  readonly configuration: ConfigurationParameters;
  readonly session: SessionParameters;
  readonly bootParameters: BootParameterChanges;
}

/** The change record that documents and evidence show. */
export interface ChangeRecord {
  readonly id?: string;
  readonly title?: string;
  readonly window?: { readonly start: string; readonly end: string };
}

/** Which image is customized. */
export interface ImageParameters {
  readonly nodeType: NodeType;
  readonly source: ImageSource;
  readonly revision: string;
  /** Where the MD5 sums of the artifacts come from: all are downloaded, or what S3 recorded is trusted. */
  readonly checksums?: Checksums;
  /** Whether the downloaded files stay when their sums are in the manifest. */
  readonly keepDownloads?: boolean;
}

export type Checksums = 'download' | 'recorded';

/** Exactly one of the three ways to find the image. */
export type ImageSource =
  | { readonly upgrade: { readonly artifactVersion?: string } }
  | { readonly nextBoot: { readonly xname?: string; readonly host?: string } }
  | { readonly booted: { readonly host: string } };

/** The CFS configuration; without `create` it exists already. */
export interface ConfigurationParameters {
  readonly name: string;
  readonly create?: ConfigurationCreation;
}

/** Exactly one of `branch` and `commit` is there; the last layer rebuilds the initrd. */
export interface ConfigurationCreation {
  readonly cloneUrl: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly layers: readonly Layer[];
}

/** The CFS session. */
export interface SessionParameters {
  readonly targetGroup: string;
  readonly pollSeconds: number;
  readonly timeoutMinutes: number;
}

/** Which nodes boot the result, and how their boot parameters are edited. */
export interface BootParameterChanges {
  readonly nodes: TargetNodes;
  readonly metalNoWipe: '0' | '1' | 'keep';
  readonly parallel: number;
  readonly canary?: number;
}

/** At least one key is there; lists are not empty and hold nothing twice. */
export interface TargetNodes {
  readonly subrole?: Subrole;
  readonly xnames?: readonly string[];
  readonly hosts?: readonly string[];
}

/** JSON Schema (draft 7) of the parameter file as the user writes it, for editors. */
export function parametersJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(ParametersFile, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    $id: 'urn:ncn-runbook:parameters',
    title: 'Parameter file of ncn-runbook',
    description: 'Describes one customization of a management node image on an HPE Cray EX system.',
    ...schema,
  };
}
