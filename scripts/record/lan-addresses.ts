// Addresses for documentation (RFC 5737, RFC 3849), which no real network has.

/** Interface of the host on the LAN. */
export const LAN = { name: 'lan0', ipv4: '198.51.100.1', ipv6: '2001:db8:c633::1' } as const;

/** The other machine; `internet` stands for whatever lies behind it. */
export const OUTSIDE = {
  name: 'outside',
  port: 8080,
  ipv4: '198.51.100.2',
  ipv6: '2001:db8:c633::2',
  internet: '203.0.113.9',
  internet6: '2001:db8:cb00::9',
} as const;
