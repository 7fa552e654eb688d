/** Most rows of a shard, and so how many numbers each takes of the numbers of all posts. */
export const shardRowsMax = 2 ** 20;

/** Shard and row as one number, which grows with arrival. */
export const numberOf = (shard: number, row: number) => shard * shardRowsMax + row;

export const placeOf = (number: number) => ({
  shard: Math.floor(number / shardRowsMax),
  row: number % shardRowsMax,
});
