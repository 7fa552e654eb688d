import type { PostAuthor } from "../post.ts";

const first = [
  "Amber",
  "Basil",
  "Clover",
  "Dill",
  "Ember",
  "Fern",
  "Gorse",
  "Hazel",
  "Iris",
  "Juniper",
  "Kelp",
  "Linden",
  "Moss",
  "Nettle",
  "Oak",
  "Poppy",
  "Quince",
  "Rowan",
  "Sorrel",
  "Thistle",
  "Umber",
  "Vetch",
  "Willow",
  "Yarrow",
];
const second = [
  "Lantern",
  "Kettle",
  "Compass",
  "Ferry",
  "Button",
  "Ladder",
  "Pebble",
  "Signal",
  "Teapot",
  "Anchor",
  "Feather",
  "Bicycle",
  "Window",
  "Gravel",
  "Harbour",
  "Marble",
  "Pocket",
  "Thimble",
  "Whistle",
  "Barrel",
];

/** Person `number` of the sample feed; nobody has such a name, and no handle in the world ends in ".sample". */
export function samplePerson(number: number): PostAuthor {
  const name = `${first[number % first.length]!} ${second[Math.floor(number / first.length) % second.length]!}`;
  const round = Math.floor(number / (first.length * second.length));
  const handle = `${name.toLowerCase().replace(" ", "-")}${round === 0 ? "" : round + 1}.sample`;
  return { id: handle, handle, name };
}
