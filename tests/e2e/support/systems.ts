import { expect } from '@playwright/test';
import type { KeyScope } from '#lib/api-keys/scopes.ts';
import type { Person } from './person.ts';

/** An admin connects a system and opens the page of its keys and webhooks. */
export async function connectSystem({ page, t }: Person, name: string): Promise<void> {
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: t('apiAccounts.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiAccounts.newTitle') });
  await dialog.getByLabel(t('apiAccounts.name'), { exact: true }).fill(name);
  await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
  await page.getByRole('region', { name }).getByRole('link', { name: t('apiAccounts.programs') }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Makes a key there, and answers it. */
export async function makeKey({ page, t }: Pick<Person, 'page' | 't'>, name: string, scopes: readonly KeyScope[]): Promise<string> {
  await page.getByRole('button', { name: t('apiKeys.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiKeys.newTitle') });
  await dialog.getByLabel(t('apiKeys.name'), { exact: true }).fill(name);
  for (const scope of scopes) await dialog.getByRole('checkbox', { name: t(`apiKeys.scope.${scope}`) }).check();
  await dialog.getByRole('button', { name: t('apiKeys.create') }).click();
  const key = await dialog.getByLabel(t('apiKeys.key'), { exact: true }).inputValue();
  await dialog.getByRole('button', { name: t('apiKeys.done') }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  return key;
}
