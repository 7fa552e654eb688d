import type { SamplePost } from "./sample-posts.ts";

/** What else is said at the time of every case: posts about other things, so that words have a frequency. */
export const backgroundPosts: readonly SamplePost[] = `Finally got the garden shed painted. Blue, obviously.
Anyone else think Mondays should start on Tuesday?
Our cat has learned to open the fridge. Send help.
New episode is out, we talk about sourdough for ninety minutes.
The new album by the Paper Lanterns is better than I expected.
Running late, the bus was full again.
I need a good recipe for lentil soup.
Just finished my first half marathon in 2:05.
Does anybody know a plumber who answers the phone?
Coffee number three and it is not even ten.
Sunrise over the bay this morning was unreal.
My phone battery dies at 40 percent now. Time for a new one?
The library has a book sale on Saturday.
Thinking about learning the cello at 45.
Great talk on compilers yesterday, slides are online.
The price of olive oil is getting silly.
We adopted a dog and she is called Biscuit.
Traffic was fine for once.
If you like crosswords, today's is a good one.
Hot take: the book was worse than the film.
So tired of meetings that could be an email.
The museum shop sells tiny dinosaurs and I bought four.
Rain all day here, the ducks are pleased.
Good news everyone, the bakery on the corner is staying.
Who else is watching the snooker?
Our team shipped the release at midnight. Sleep now.
My neighbour is practising the trumpet again.
Power tools are not toys, says my thumb.
The train had a quiet carriage and nobody was quiet.
Reading about the history of lighthouses tonight.
Ten years ago today we opened our little shop.
The school play was a triumph of glitter.
Somebody left a perfectly good chair on our street.
I cannot believe how big the moon looks.
The market had the first strawberries.
Is it just me or is everything more expensive?
今天终于把阳台收拾干净了。
这家面馆的牛肉面真不错，推荐。
周末想去爬山，有人一起吗？
猫又把杯子打翻了。
刚看完一本关于灯塔历史的书。
Heute endlich das Fahrrad repariert.
Le marché était plein de cerises ce matin.
La biblioteca abre los domingos, qué alegría.`
  .split("\n")
  .map((text, at) => ({ by: `neighbour${at}`, text, minutesAgo: 15 + ((at * 37) % 600) }));
