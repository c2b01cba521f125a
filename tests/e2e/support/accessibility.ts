import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Passes when axe finds nothing serious on the page as it stands. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Legacy mode leaves out what frames of other origins need, which there are none of, and is twice as fast.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n    ${failureSummary ?? ''}`).join('\n  ')}`);
  expect.soft(serious, `accessibility of ${where}`).toEqual([]);
}

/** Passes when nothing sticks out of the page sideways. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160));
  });
  expect.soft(tooWide, `nothing is wider than ${where}`).toEqual([]);
}
