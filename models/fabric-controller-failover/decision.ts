/**
 * What the fabric controller decides: that an instance is deployed on a host, and that it is deleted.
 */

export const replicaNames = ['replica1', 'replica2', 'replica3'] as const;
export type ReplicaName = (typeof replicaNames)[number];

export const hostNames = ['host1', 'host2'] as const;
export type HostName = (typeof hostNames)[number];

/** The first decision names a host; the second one is about the same. */
export type Decision =
  | { readonly kind: 'deploy'; readonly host: HostName }
  | { readonly kind: 'delete'; readonly host: HostName };
