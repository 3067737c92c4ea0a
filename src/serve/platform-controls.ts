import type { z } from 'zod';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import { acquiaControls } from './acquia.ts';
import { apiTokenRealmControls } from './api-token-realm.ts';
import { cleverCloudControls } from './clever-cloud.ts';
import { cloudApiControls } from './cloud-api.ts';
import { platformshControls } from './platformsh.ts';
import type { Route } from './route.ts';

/** What the control API needs to know of one platform. */
export interface PlatformControls {
  /** Put into a new sandbox what people need to try it. */
  prepare(sandbox: Sandbox): void;
  /** What a person is told at start, this once: mock credentials by their names, and commands to try. */
  introduce(sandbox: Sandbox): Introduction;
  /** What the platform holds, without secrets. */
  describe(sandbox: Sandbox): Readonly<Record<string, unknown>>;
  /** The settings that may be changed, each of them optional. */
  readonly settings: z.ZodType<object>;
  /** Routes that only this platform has. */
  readonly routes: readonly Route[];
}

export interface Introduction {
  readonly credentials: readonly (readonly [name: string, value: string])[];
  readonly commands: readonly string[];
}

const controls: Readonly<Record<string, PlatformControls>> = {
  acquia: acquiaControls,
  platformsh: platformshControls,
  'cloud-api': cloudApiControls,
  'api-token-realm': apiTokenRealmControls,
  'clever-cloud': cleverCloudControls,
};

/** @throws Error when the control API does not know the platform */
export function controlsOf(platform: string): PlatformControls {
  const known = controls[platform];
  if (known === undefined) throw new Error(`Failed to serve ${platform}: it has no controls yet.`);
  return known;
}
