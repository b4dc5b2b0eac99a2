-- SPDX-License-Identifier: EUPL-1.2
-- What the scenarios 0 to 5 are (002, section 6). The points are ids; plugin.json has their words in both languages.

return {
  kinds = { "goal", "pro", "con", "difference", "effect" },
  { id = "scenario-0", number = 0, who = "each-alone", responsibility = "unchanged", con = { "s0-outgrown", "s0-more-staff" } },
  {
    id = "scenario-1", number = 1, who = "equals", responsibility = "unchanged", path = "cooperation", goal = { "s1-goal" },
    pro = { "s1-no-change", "s1-understanding" }, con = { "s1-own-power", "s1-structure" }, difference = { "s1-named-area" },
    effect = { "s1-effect" },
  },
  {
    id = "scenario-2", number = 2, who = "strong-lifts-weak", responsibility = "stays-with-help", path = "asymmetric", goal = { "s2-goal" },
    pro = { "s2-competence", "legal-simple" }, con = { "s2-too-slow" }, difference = { "s2-reliance" },
    effect = { "s2-stronger", "s2-own-ability", "s2-local" },
  },
  {
    id = "scenario-3", number = 3, who = "equals-share", responsibility = "stays", path = "cooperation", goal = { "s3-goal" },
    pro = { "s3-peaks", "legal-simple" }, con = { "s3-complex" }, difference = { "s3-no-staff", "s3-connected" },
    effect = { "s3-help", "s3-slower-cost", "s3-robust" },
  },
  {
    id = "scenario-4", number = 4, who = "producer-and-buyers", responsibility = "producer-runs", path = "asymmetric", goal = { "s4-goal" },
    pro = { "s4-little-effort", "s4-fixed-costs", "legal-simple" }, con = { "s4-leave", "s4-few-offer" },
    difference = { "s4-outside", "s4-accountability" }, effect = { "s4-larger", "s4-quality" },
  },
  {
    id = "scenario-5", number = 5, who = "new-organisation", responsibility = "handed-over", path = "cooperation", goal = { "s5-goal" },
    pro = { "s5-strongest", "s5-volume" }, con = { "s5-accountability", "s5-expectations" }, difference = { "s5-new" },
    effect = { "s5-volume-effect", "s5-specialists" },
  },
}
