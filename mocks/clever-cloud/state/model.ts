import type { AccessToken } from '../../kernel/index.ts';
import type { Right } from '../metadata.ts';

export interface User {
  /** `user_<uuid>` (b5). */
  readonly id: string;
  readonly email: string;
  /** None where the account is linked by GitHub: it can neither sign in here nor create API tokens (b4). */
  readonly password: string | undefined;
  readonly name: string;
  readonly preferredMFA: 'NONE' | 'TOTP';
  /** Key of the user's one-time passwords (RFC 6238). */
  readonly totpKey: Buffer;
  readonly createdAt: number;
}

export interface Organisation {
  /** `orga_<uuid>` (b5). */
  readonly id: string;
  readonly name: string;
  readonly members: readonly User[];
}

/** Applications, consumers and bills belong to an organisation, or to a user. */
export type Owner = User | Organisation;

export interface Application {
  /** `app_<uuid>` (b5). */
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
}

export interface Invoice {
  readonly number: string;
  readonly owner: Owner;
  /** Bytes that are no UTF-8 (V17, d16). */
  readonly pdf: Buffer;
}

/** An application of a third party: who signs requests on behalf of users (V20). */
export interface Consumer {
  readonly key: string;
  readonly secret: string;
  readonly owner: Owner;
  name: string;
  description: string;
  url: string;
  /** Callbacks must be of its domain (b2). */
  baseUrl: string;
  picture: string;
  /** What it asks its users for. */
  rights: readonly Right[];
}

/** The temporary credentials of a dance (V21). */
export interface RequestToken {
  readonly value: string;
  readonly secret: string;
  readonly consumer: Consumer;
  /** Where the user is sent back to; absolute. */
  readonly callback: string;
  /** First moment at which it is dead; virtual time, milliseconds since the epoch. */
  expiresAt: number;
  /** Who has consented, to what; `verifier` proves it. */
  consent?: {
    readonly user: User;
    readonly rights: readonly Right[];
    readonly verifier: string;
  };
  /** It was exchanged, or its user said no. */
  used: boolean;
}

/** What a consumer signs with on behalf of a user (V25). */
export interface UserToken {
  /** Value, life and lineage; `clientId` is the consumer's key. */
  readonly access: AccessToken;
  readonly secret: string;
  readonly consumer: Consumer;
  readonly user: User;
  readonly rights: readonly Right[];
  lastUsedAt: number;
}

/** A bearer token for the bridge (V3). */
export interface ApiToken {
  /** `api_tokens_<uuid>` (V14). */
  readonly id: string;
  /** Value, life and lineage; `clientId` is the id. */
  readonly access: AccessToken;
  readonly user: User;
  name: string;
  description: string;
  /** Address that it was created from. */
  readonly ip: string;
}
