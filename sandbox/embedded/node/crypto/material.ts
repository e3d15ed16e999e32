/** What an asymmetric key is made of; private keys have the optional parts. */
export type Material = RsaMaterial | EcMaterial | CurveMaterial | DhMaterial;

export interface RsaMaterial {
  type: 'rsa' | 'rsa-pss';
  n: bigint;
  e: bigint;
  d?: bigint;
  p?: bigint;
  q?: bigint;
  pss?: { hash: string; mgf1: string; saltLength: number } | undefined;
}

export interface EcMaterial {
  type: 'ec';
  curve: string;
  /** Uncompressed. */
  point: Uint8Array;
  secret?: Uint8Array;
  /** Written with the curve's equation instead of its name. */
  explicit?: boolean;
}

export interface CurveMaterial {
  type: 'ed25519' | 'ed448' | 'x25519' | 'x448';
  point: Uint8Array;
  secret?: Uint8Array;
}

export interface DhMaterial {
  type: 'dh';
  prime: bigint;
  generator: bigint;
  y: bigint;
  x?: bigint;
}

export const isRsa = (material: Material): material is RsaMaterial =>
  material.type === 'rsa' || material.type === 'rsa-pss';
export const isCurve = (material: Material): material is CurveMaterial => /^(ed|x)\d/.test(material.type);
