import type { RoleKey } from './role-options.ts';

/** What the menu and its dialogs need to know of a person. */
export interface PersonView {
  id: string;
  name: string;
  role: RoleKey;
  disabled: boolean;
}
