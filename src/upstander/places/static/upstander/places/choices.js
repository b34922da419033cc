/**
 * What the server and a device choose alike; choices.py reads the object as JSON and says what each
 * choice is. Words stay in templates.
 *
 * @type {Places.Choices}
 */
// biome-ignore format: JSON
export const choices = {
  "congress": ["house", "senate"],
  "legislatures": ["upper", "lower", "legislature"],
  "kinds": [
    "house", "senate", "president", "lower", "upper", "governor", "statewide", "mayor", "added"
  ],
  "kindOf": {"legislature": "upper", "vice": "president"},
  "ranks": {"executive": 0, "upper": 1, "legislature": 1, "lower": 2, "local": 3},
  "sections": {"nation": "federal", "state": "state", "local": "local"},
  "mostOpen": 6,
  "everywhere": "-(?:upper|lower)-at-large-",
  "numbered": "^(\\d+[A-Za-z]*|[A-Z]|[IVX]+)$",
  "atLarge": "U.S. Representative",
  "mayor": "Mayor of ",
  "council": "^Council|Council$",
  "chair": "Chairman of the Council",
  "byAccumulation": "PR",
  "withoutAHolder": [["Dear {title} {name}", "To {name}"], ["{title} {name}", "{name}"]],
  "constituents": [
    {
      "claim": "\\byou represent (?:me|us)\\b|\\bwho represents? (?:me|us)\\b|\\b(?:someone|people|those|them|one) (?:whom |that |who )?you represent\\b|\\bconstituents?\\b|\\bmy (?:own )?(?:representative|senator|delegate|governor|mayor|legislator|congress(?:man|woman|person))\\b|\\b(?:live|vote|work) in your (?:own )?(?:district|state|city|town|county)\\b",
      "as": "As",
      "and": "and",
      "instead": "You do not represent me, and I ask you all the same."
    },
    {
      "claim": "\\b(?:me|nos) representa\\b|\\ba quien(?:es)? (?:usted )?representa\\b|\\bsus? elector(?:es|as?)?\\b|\\bmi (?:representante|senador|senadora|delegad[oa]|gobernador|gobernadora|alcalde|alcaldesa|legislador|legisladora|congresista)\\b|\\b(?:vivo|vivimos|voto|votamos|trabajo|trabajamos) en su (?:distrito|estado|ciudad|pueblo|condado)\\b",
      "as": "Como",
      "and": "y",
      "instead": "Usted no me representa, y se lo pido de todos modos."
    }
  ],
  "networks": {
    "bluesky": "Bluesky",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "mastodon": "Mastodon",
    "twitter": "X",
    "youtube": "YouTube"
  },
  "watched": ["youtube"],
  "days": ["until", "first", "last", "day", "begins"],
  "fullDays": 14,
  "tokenDays": 14,
  "weekdays": ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
  "soon": 60,
  "step": 5,
  "kmInAMile": 1.609344,
  "map": "https://www.openstreetmap.org/search?query="
};
