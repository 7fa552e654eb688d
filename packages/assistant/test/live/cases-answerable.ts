import { answered, type LiveCase } from "./live-case.ts";

export const answerableCases: readonly LiveCase[] = [
  answered(
    "When does the Leonids shower peak tonight?",
    [
      "mira, 20: The Leonids peak at 23:30 tonight, look east.",
      "tom, 50: Anyone up for watching the Leonids?",
      "ida, 70: Leonids are named after Leo, by the way.",
    ],
    [1],
    ["23:30"],
  ),
  answered(
    "Who won the Riverside marathon today?",
    [
      "runclub, 15: Ana Silva wins the Riverside marathon in 2:24:11!",
      "joe, 40: Streets are packed for the Riverside marathon.",
      "lee, 90: Good luck to everyone running Riverside today.",
    ],
    [1],
    ["Ana Silva"],
  ),
  answered(
    "How many people were hurt in the Dock Street fire?",
    [
      "citydesk, 12: Dock Street fire: four people were hurt, none seriously.",
      "sam, 30: Smoke everywhere near Dock Street, big fire.",
      "kay, 33: Stay away from Dock Street please.",
    ],
    [1],
    ["four"],
  ),
  answered(
    "Is the harbour bridge open again?",
    [
      "portnews, 10: The harbour bridge is open again in both directions.",
      "ben, 400: Stuck in front of the harbour bridge, lovely.",
    ],
    [1],
    ["open again"],
  ),
  answered(
    "Where does the lantern parade start tonight?",
    [
      "events, 45: The lantern parade starts at Miller Square and ends by the river.",
      "nina, 60: So excited for the lantern parade!",
    ],
    [1],
    ["Miller Square"],
  ),
  answered(
    "How much does a ticket for the night tram cost now?",
    [
      "tramfan, 25: A ticket for the night tram costs 3.40 € since Monday.",
      "pia, 44: The night tram is my favourite thing about this city.",
    ],
    [1],
    ["3.40"],
  ),
  answered(
    "What is the score of the Northfield match?",
    [
      "stand, 3: Northfield 2-1 up after 70 minutes, what a match!",
      "lou, 80: Heading to the Northfield match with dad.",
    ],
    [1],
    ["2-1"],
  ),
  answered(
    "Why are the trams standing still?",
    [
      "tramline, 8: The trams are standing still because of a power failure at the depot.",
      "max, 15: Trams not moving at all, walking it is.",
    ],
    [1],
    ["power failure"],
  ),
  answered(
    "What are people saying about the new Orbit phone?",
    [
      "gina, 20: The Orbit phone has the best screen I have ever seen.",
      "rolf, 35: Returned my Orbit phone, it gets far too hot.",
      "kim, 60: Orbit phone camera in the dark: wow.",
      "lisa, 61: Lunch was great.",
    ],
    [1, 2, 3],
  ),
  answered(
    "How are fans reacting to the Starfall trailer?",
    [
      "fan1, 5: The Starfall trailer gave me goosebumps.",
      "fan2, 9: Starfall looks cheap, sorry. That trailer was a mess.",
      "fan3, 14: Watched the Starfall trailer six times already.",
    ],
    [1, 2, 3],
  ),
  answered(
    "Did the council approve the bike lanes?",
    [
      "council, 30: The council approved the bike lanes by 31 votes to 12.",
      "ped, 70: Bike lanes are on the agenda of the council tonight.",
    ],
    [1],
    ["approved"],
  ),
  answered(
    "Has the ferry strike ended?",
    [
      "ferry, 22: The ferry strike has ended, boats sail again from 06:00.",
      "anna, 600: Day three of the ferry strike.",
    ],
    [1],
    ["ended"],
  ),
  answered(
    "Is GitPlace down?",
    [
      "dev1, 4: GitPlace is down for me, 503 on every page.",
      "dev2, 6: Anyone else getting errors from GitPlace?",
      "dev3, 300: Moved all my repos to GitPlace.",
    ],
    [1, 2],
    ["down"],
  ),
  answered(
    "What magnitude was the earthquake near Kelda?",
    [
      "quake, 7: Earthquake near Kelda, magnitude 4.6, at a depth of 10 km.",
      "bo, 8: Did you feel that? Kelda shook!",
    ],
    [1],
    ["4.6"],
  ),
  answered(
    "Which team did Kerr sign for?",
    ["transfer, 16: Done deal: Kerr signs for Halden United until 2029.", "yan, 50: I hope Kerr stays."],
    [1],
    ["Halden United"],
  ),
  answered(
    "When does the new library open?",
    [
      "books, 100: The new library opens on Friday at 10:00.",
      "ivy, 130: Walked past the new library, beautiful building.",
    ],
    [1],
    ["Friday"],
  ),
  answered(
    "Was the Alder festival called off?",
    [
      "alder, 11: The Alder festival is cancelled because of the storm. Tickets are refunded.",
      "jon, 200: Packing for Alder festival!",
    ],
    [1],
    ["cancelled"],
  ),
  answered(
    "Who is leading the election in Narvia?",
    [
      "narvia, 6: With half of the votes counted, Lena Okoro is leading the election in Narvia with 48 %.",
      "obs, 30: Long queues at the election in Narvia.",
    ],
    [1],
    ["Lena Okoro"],
  ),
  answered(
    "Where is the power cut right now?",
    [
      "grid, 5: Power cut in Eastbrook and parts of Hillside, crews are on the way.",
      "ole, 9: No power cut here, thankfully, still on the sofa.",
    ],
    [1],
    ["Eastbrook"],
  ),
  answered(
    "What is the latest on the missing hiker?",
    [
      "rescue, 9: The missing hiker was found alive near the Corrie hut.",
      "rescue2, 300: Search for the missing hiker goes on with two helicopters.",
    ],
    [1, 2],
    ["found alive"],
  ),
  answered(
    ["Did the storm hit Germany today?", "And in Poland?"],
    [
      "wetter, 30: The storm hit Germany this morning, roofs damaged in Kiel.",
      "pogoda, 25: Storm hit Poland an hour ago, Gdansk without power.",
    ],
    [2],
    ["Poland"],
  ),
  answered(
    ["Who won the Riverside marathon today?", "When was that?"],
    [
      "runclub, 15: Ana Silva crosses the line of the Riverside marathon at 11:24.",
      "joe, 40: Streets are packed for the Riverside marathon.",
    ],
    [1],
    ["11:24"],
  ),
  answered(
    "What do people think of the #NightBus plan?",
    [
      "u1, 10: #NightBus is the best idea the city ever had",
      "u2, 20: #NightBus will cost us millions and nobody asked for it",
      "u3, 22: Buses are yellow.",
    ],
    [1, 2],
  ),
  answered(
    'Has anyone posted about "Glass Harbour" today?',
    [
      "film, 40: Glass Harbour is a slow film, and I loved every minute.",
      "glas, 50: The harbour is full of glass this morning.",
    ],
    [1],
  ),
  answered(
    "Are trains to Graz delayed this morning?",
    [
      "obb, 14: Trains to Graz are delayed by 40 minutes after a landslide.",
      "eva, 16: Trains to Linz are on time today.",
    ],
    [1],
    ["40 minutes"],
  ),
  answered(
    "How long is the queue at the passport office?",
    [
      "q, 13: Queue at the passport office is three hours long, bring a book.",
      "r, 90: Need a new passport photo.",
    ],
    [1],
    ["three hours"],
  ),
  answered(
    "What time does the Velvet Club show begin tonight?",
    [
      "velvet, 60: Tonight at the Velvet Club: doors 19:00, the show begins at 20:15.",
      "mo, 70: Velvet Club tonight, who is coming?",
    ],
    [1],
    ["20:15"],
  ),
  answered(
    "Did the rocket from Cape Venn land?",
    [
      "space, 6: The rocket from Cape Venn has landed, both boosters upright.",
      "kid, 20: Rocket launch from Cape Venn in ten minutes!",
    ],
    [1],
    ["landed"],
  ),
  answered(
    "Any updates on the Copper Lake wildfire?",
    [
      "fire, 18: Copper Lake wildfire is 60 percent contained as of noon.",
      "smoke, 25: Ash on my car from the Copper Lake wildfire.",
    ],
    [1, 2],
    ["60 percent"],
  ),
  answered(
    "Is Mira Vance leaving the Paper Lanterns?",
    [
      "music, 33: Mira Vance confirms she is leaving the Paper Lanterns after this tour.",
      "fan, 44: Paper Lanterns forever.",
    ],
    [1],
    ["leaving"],
  ),
];
