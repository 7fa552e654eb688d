import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Addresses that are not of the internet at large (IANA special-purpose registries): here, this network, nobody. */
const special = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  special.addSubnet(net, prefix, "ipv6");

/**
 * Whether a name leads to the public internet and nowhere else. A name can lead elsewhere a moment later; whoever must
 * not rely on this has to keep the program in a network of its own.
 */
export async function isPublicHost(hostname: string): Promise<boolean> {
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal)) return isPublicIp(literal);
  try {
    const found = await lookup(hostname, { all: true });
    return found.length > 0 && found.every(({ address }) => isPublicIp(address));
  } catch {
    return false;
  }
}

export function isPublicIp(address: string): boolean {
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inside !== undefined) return isPublicIp(inside);
  return !special.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
