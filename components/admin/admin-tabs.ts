/** The pages about other programs, in their order; `label` is a key of `admin`. */
export const adminTabs = [
  { key: 'accounts', href: '/admin/accounts', label: 'tabAccounts' },
  { key: 'lti', href: '/admin/lti', label: 'tabLti' },
  { key: 'deliveries', href: '/admin/deliveries', label: 'tabDeliveries' },
] as const;

export type AdminTab = (typeof adminTabs)[number]['key'];
