export const ADDRESS_FAMILIES = ['ipv4', 'ipv6'] as const;

export type AddressFamily = (typeof ADDRESS_FAMILIES)[number];
