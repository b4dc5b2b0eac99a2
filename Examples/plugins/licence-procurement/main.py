# SPDX-License-Identifier: EUPL-1.2
"""Joint licence procurement: volumes added up, the price read on the supplier's ladder, the saving spread to the öre.

Amounts are whole öre throughout; what one product costs is divided so that the parts sum to it.
"""

from collections import namedtuple

from samverk import Column, Problem, Table, analysis, category, money, number, ore, party, serve, split

LARGEST = 2**62

Rung = namedtuple("Rung", "start price")


class Purchase(namedtuple("Purchase", "municipality product quantity price")):
    """What a municipality buys of a product, and what it pays for each today."""

    __slots__ = ()

    @property
    def today(self):
        return self.quantity * self.price


class Ladder:
    """The supplier's prices: from a quantity up, every licence costs so much."""

    def __init__(self, table):
        self.rungs = {}
        for row in sorted(table, key=lambda row: row["from_quantity"]):
            self.rungs.setdefault(row["product"], []).append(Rung(row["from_quantity"], row["price"]))

    def at(self, product, quantity):
        """The rung that a quantity reaches, or None below the first."""
        return next((rung for rung in reversed(self.rungs.get(product, [])) if rung.start <= quantity), None)

    def after(self, product, quantity):
        """The next rung above a quantity, or None."""
        return next((rung for rung in self.rungs.get(product, []) if rung.start > quantity), None)


def by_product(purchases):
    """The purchases of each product, in the order in which products come."""
    found = {}
    for purchase in purchases:
        found.setdefault(purchase.product, []).append(purchase)
    return found


def joint_costs(purchases, ladder, share, administration):
    """What each municipality pays for its joint purchases: a dict in öre."""
    costs = {purchase.municipality: 0 for purchase in purchases}
    for product, buyers in by_product(purchases).items():
        quantity = sum(buyer.quantity for buyer in buyers)
        rung = ladder.at(product, quantity)
        if rung is None:
            parts = [buyer.today for buyer in buyers]
        elif share == "same-price" or not any(buyer.today for buyer in buyers):
            parts = [buyer.quantity * rung.price for buyer in buyers]
        else:
            parts = split(quantity * rung.price, [buyer.today for buyer in buyers])
        for buyer, part in zip(buyers, parts):
            costs[buyer.municipality] += part
    if costs and administration:
        weights = list(costs.values()) if any(costs.values()) else [1] * len(costs)
        for municipality, part in zip(list(costs), split(administration, weights)):
            costs[municipality] += part
    return costs


def read_purchases(run):
    """The purchases with something to buy, in the order of the input."""
    purchases = [Purchase(**row) for row in run.input("licences") if row["quantity"] > 0]
    if sum(purchase.today for purchase in purchases) > LARGEST:
        raise Problem(
            "Licensernas antal och priser är för stora för att räkna med.",
            "The numbers and prices of the licences are too large to reckon with.",
            remedy=("Se efter att priserna anges i kronor per år.", "See that the prices are in kronor a year."))
    return purchases


def who_joins(run, purchases):
    """The purchases that are made together: each municipality's rule may keep one out."""
    asked = Table(
        [
            Column("municipality", "party"), Column("product", "category"), Column("quantity", "integer", "licences"),
            Column("price", "money", "öre/year"), Column("default", "boolean"),
        ], ["municipality", "product"])
    for purchase in purchases:
        asked.add(purchase._asdict(), default=True)
    joint = []
    for purchase, answer in zip(purchases, run.rules("licence-procurement/joins@1", asked)):
        if answer.value is False:
            run.finding(
                "stays-out", "notice", municipality=party(purchase.municipality), product=category(purchase.product),
                reason=answer.reason or answer.by or "")
        else:
            joint.append(purchase)
    return joint


def tell_products(run, joint, ladder):
    """The table of products, and what the ladder says of each."""
    table = run.output("products")
    for product, buyers in by_product(joint).items():
        quantity, today = sum(buyer.quantity for buyer in buyers), sum(buyer.today for buyer in buyers)
        rung, after = ladder.at(product, quantity), ladder.after(product, quantity)
        cost = today if rung is None else quantity * rung.price
        if cost > LARGEST:
            raise Problem("Priset på %s är för stort." % product, "The price of %s is too large." % product)
        missing = after.start - quantity if after else None
        table.add(
            product=product, quantity=quantity, buyers=len(buyers), from_quantity=rung and rung.start,
            price=rung and rung.price, today=today, joint=cost, saving=today - cost, to_next=missing)
        if rung is None:
            run.finding("too-few", "notice", product=category(product), quantity=quantity)
        elif after and missing * 10 <= quantity and after.price < rung.price:
            run.finding(
                "next-rung", "info", product=category(product), missing=missing, price=money(after.price, "öre/year"),
                saving=money(quantity * (rung.price - after.price), "öre/year"))


def tell_total(run, table):
    """The answer in one sentence, and who pays more than today."""
    today, joint = sum(table["today"]), sum(table["joint"])
    if joint < today:
        run.finding(
            "saves", count=len(table), today=money(today, "öre/year"), joint=money(joint, "öre/year"),
            saving=money(today - joint, "öre/year"), share=number((today - joint) / today, "share"))
    else:
        run.finding(
            "no-saving", "warning", count=len(table), today=money(today, "öre/year"), joint=money(joint, "öre/year"))
    for row in table:
        if row["saving"] < 0:
            run.finding(
                "pays-more", "notice", municipality=party(row["municipality"]), more=money(-row["saving"], "öre/year"))


@analysis("savings")
def savings(run):
    ladder, share = Ladder(run.input("ladder")), run.parameter("share")
    administration = ore(run.parameter("administration"))
    purchases = read_purchases(run)
    joint = who_joins(run, purchases)
    tell_products(run, joint, ladder)

    together = set(joint)
    apart = {}  # what the purchases that stay out cost
    for purchase in purchases:
        cost = 0 if purchase in together else purchase.today
        apart[purchase.municipality] = apart.get(purchase.municipality, 0) + cost
    costs = joint_costs(joint, ladder, share, administration)

    table = run.output("municipalities")
    for municipality, outside in apart.items():
        today = sum(purchase.today for purchase in purchases if purchase.municipality == municipality)
        cost = outside + costs.get(municipality, 0)
        table.add(
            municipality=municipality, today=today, joint=cost, saving=today - cost,
            saving_share=(today - cost) / today if today else None)
    if len(table):
        tell_total(run, table)

    left = run.output("staying_out")
    for done, municipality in enumerate(costs):
        run.progress(done / len(costs))
        others = [purchase for purchase in joint if purchase.municipality != municipality]
        alone = sum(purchase.today for purchase in joint if purchase.municipality == municipality)
        without = joint_costs(others, ladder, share, administration)
        more = sum(without.values()) - sum(costs[other] for other in without)
        left.add(municipality=municipality, others=more, itself=alone - costs[municipality])


serve()
