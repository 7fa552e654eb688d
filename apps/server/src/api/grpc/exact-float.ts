/** What was written where 32 bits came: those of 0.7 read as 0.699999988079071. */
export function exactFloat(float: number): number {
  return Number(float.toPrecision(7));
}
