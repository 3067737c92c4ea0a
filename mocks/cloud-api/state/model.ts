import type { AccessToken, RegisteredClient } from '../../kernel/index.ts';
import type { Scope } from '../metadata.ts';

/** A person: signs in to the console and consents to applications. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export interface Project {
  /** `prj_` and a number (C26). */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly owner: User;
  /** Virtual time, milliseconds since the epoch. */
  readonly createdAt: number;
}

/** An API key (C8, C18): for servers, without a user of its own. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The project that it was issued for (C27). */
  readonly project: Project;
  /** The key itself as `value`; `revoked` is its end. */
  readonly access: AccessToken;
  /** Requests a minute; undefined for the platform's default (C30). */
  readonly limit: number | undefined;
}

/** An application that acts on behalf of users (C12). */
export interface OAuthClient extends RegisteredClient {
  readonly name: string;
  readonly redirectUris: readonly string[];
}

/** A PKCE challenge (RFC 7636 section 4.3). */
export interface Challenge {
  readonly value: string;
  readonly method: 'S256' | 'plain';
}

/** What an application asks a user for (RFC 6749 section 4.1.1). */
export interface AuthorizationRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  /** Whether the request named it; then the token request must, too. */
  readonly redirectUriGiven: boolean;
  readonly scopes: readonly Scope[];
  readonly state: string | undefined;
  readonly challenge: Challenge | undefined;
}

/** A user's consent, and everything that was issued for it. */
export interface Grant {
  readonly id: string;
  readonly client: OAuthClient;
  readonly user: User;
  readonly scopes: readonly Scope[];
  readonly tokens: AccessToken[];
  revoked: boolean;
}

export interface AuthorizationCode {
  readonly value: string;
  readonly request: AuthorizationRequest;
  readonly user: User;
  /** First moment at which it is dead; virtual time, milliseconds since the epoch. */
  expiresAt: number;
  /** What it was exchanged for. */
  grant?: Grant;
}

export interface RefreshToken {
  readonly value: string;
  readonly grant: Grant;
  used: boolean;
}

/** Requests of one hour (C28). */
export interface UsageRecord {
  readonly project: Project;
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number;
  readonly requests: number;
}
