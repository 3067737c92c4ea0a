import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { MockHost, type Provider, type Sandbox } from '../../mocks/kernel/index.ts';
import { launchChromium } from './chromium.ts';

/** A platform and a browser's page, new for each test. */
export interface InBrowser<State> {
  readonly sandbox: Sandbox<State>;
  readonly page: Page;
}

/** For the tests of one file. A defect of the mock fails the test that met it. */
export function inBrowser<State, Settings>(provider: Provider<State, Settings>): InBrowser<State> {
  let host: MockHost;
  let browser: Browser;
  let sandbox: Sandbox<State>;
  let page: Page;
  beforeAll(async () => {
    host = await MockHost.start(() => Date.now());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });
  beforeEach(async () => {
    sandbox = host.open(provider);
    const context = await browser.newContext();
    page = await context.newPage();
    return async () => {
      await context.close();
      expect(sandbox.defects).toEqual([]);
      host.close(sandbox);
    };
  });
  return {
    get sandbox() {
      return sandbox;
    },
    get page() {
      return page;
    },
  };
}
