// Which row holds a post, for a shard that grows: a hash table in memory. An index in the file would be written to at a
// random page for each post, sixteen kilobytes for eight bytes, because ids do not come in their order.

const entriesMin = 1_024;

export class OpenKeys {
  /** Places in pairs, the hash and the row; a row of 0 is none. At most two of three are taken. */
  #places = new Uint32Array(2 * entriesMin);
  #size = 0;

  add(hash: number, row: number): void {
    if (3 * (this.#size + 1) > this.#places.length) this.#grow();
    this.#put(hash, row);
    this.#size++;
  }

  /** The row for which `isIt` holds, among those of the same hash; null where there is none. */
  find(hash: number, isIt: (row: number) => boolean): number | null {
    const places = this.#places;
    for (let at = this.#first(hash); places[at + 1] !== 0; at = (at + 2) % places.length)
      if (places[at] === hash && isIt(places[at + 1]!)) return places[at + 1]!;
    return null;
  }

  /** All, in pairs of hash and row. */
  entries(): Uint32Array {
    const entries = new Uint32Array(2 * this.#size);
    let next = 0;
    for (let at = 0; at < this.#places.length; at += 2)
      if (this.#places[at + 1] !== 0) {
        entries[next++] = this.#places[at]!;
        entries[next++] = this.#places[at + 1]!;
      }
    return entries;
  }

  #first(hash: number): number {
    return 2 * (hash % (this.#places.length / 2));
  }

  #put(hash: number, row: number): void {
    const places = this.#places;
    let at = this.#first(hash);
    while (places[at + 1] !== 0) at = (at + 2) % places.length;
    places[at] = hash;
    places[at + 1] = row;
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2)
      if (before[at + 1] !== 0) this.#put(before[at]!, before[at + 1]!);
  }
}
