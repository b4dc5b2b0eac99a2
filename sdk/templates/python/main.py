# SPDX-License-Identifier: EUPL-1.2
"""What a cost is per inhabitant. plugin.json beside this file declares the tables, columns and sentences."""

from samverk import Problem, analysis, money, number, party, serve


@analysis("per-inhabitant")
def per_inhabitant(run):
    inhabitants = run.input("inhabitants").by_key()
    costs = list(run.input("costs"))
    for row in costs:
        if row["municipality"] not in inhabitants:
            raise Problem(
                "Folkmängden för %s saknas." % row["municipality"],
                "The population of %s is missing." % row["municipality"],
                remedy=("Lägg till den i indatat 'inhabitants'.", "Add it to the input 'inhabitants'."))

    # Whole öre, rounded down: amounts are integers, and // stays among them.
    people = sum(inhabitants[row["municipality"]]["inhabitants"] for row in costs)
    average = sum(row["cost"] for row in costs) // people if people else 0
    if costs:
        run.finding("average", count=len(costs), average=money(average, "öre/inhabitant"))

    result = run.output("per_inhabitant")
    for row in costs:
        municipality, cost = row["municipality"], row["cost"]
        count = inhabitants[municipality]["inhabitants"]
        each = cost // count
        above = (each - average) / average if average else None
        result.add(municipality=municipality, cost=cost, inhabitants=count, per_inhabitant=each, above=above)
        if above is not None and above > run.parameter("threshold"):
            run.finding(
                "above", "notice", municipality=party(municipality), cost=money(each, "öre/inhabitant"), share=number(above, "share"))


serve()
