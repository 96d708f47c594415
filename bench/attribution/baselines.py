#!/usr/bin/env python3
"""Names the cause of each case of a world in simpler ways, to hold `groundswell attribute` against. Standard library only.

    baselines.py METHOD WORLD OUT
    baselines.py --list

Writes case,snapshot,rank,component,probability as `groundswell attribute WORLD --out OUT` does, from the same files: those with the truth
are not opened. The methods:
  count        the component with the most affected dependants, direct or through other components
  score        greedy set cover: of the components enough of whose dependants are affected, the one that explains the most; those are
               taken away, and so on (SCORE; Kompella et al., "IP Fault Localization Via Risk Modeling", NSDI 2005)
  enrichment   the component whose dependants are affected more often than all others, by the tail of a binomial
  direct       enrichment, with points for what is known of the component itself: its probes and its supplier's notices
  shrink       a noisy-OR of two levels, causes and symptoms, with at most two causes, by reports only (after Shrink; Kandula et al.,
               MineNet 2005): ways through other components are folded into one probability
  shrink-all   the same with probes of services and of components, and notices, as further symptoms
What the first four take for affected, for a dependant and for enough, how their score becomes a probability, and how severe and how
silent outages are to the last two, is in baselines.json, which tune_baselines.py wrote.
"""
import csv
import json
import math
import os
import sys

import noisy_or
from symptoms import World

RANKS = 10
METHODS = ["count", "score", "enrichment", "direct", "shrink", "shrink-all"]
PARAMETERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "baselines.json")
PROBE_FAILS = math.log(.85 / .01)
PROBE_IS_WELL = math.log(.15 / .99)
POSTED = math.log(.4 / .001)


class Dependants:
    """For each component the set of services that probably go down with it, as bits of a number. Made once for each threshold."""

    def __init__(self, world):
        self.world, self.sets = world, {}
        self.chances = [world.reach(root, 1.0)[1] for root in range(len(world.component_ids))]

    def __getitem__(self, least):
        if least not in self.sets:
            self.sets[least] = [sum(1 << s for s, chance in services.items() if chance >= least) for services in self.chances]
        return self.sets[least]


def states(look, parameters):
    """Services that are affected and those of which anything is known, as bits."""
    affected = known = 0
    for service, factor in look.reports.items():
        if factor > parameters["down"]:
            affected |= 1 << service
        if factor > parameters["down"] or factor < parameters["up"]:
            known |= 1 << service
    if parameters["probes"]:
        for service, fails in look.service_probes.items():
            bit = 1 << service
            known |= bit
            affected = affected | bit if fails else affected & ~bit
    return affected, known


def greedy(sets, affected, known, value, rounds):
    """Components by value, best first; where rounds are more than one, the best takes away what it explains and the rest are valued anew."""
    taken, first = {}, []
    for _ in range(rounds):
        valued = sorted(((value(c, dependants, affected, known), -dependants.bit_count(), -c) for c, dependants in enumerate(sets) if c not in taken), reverse=True)
        first = first or valued
        best, _, component = valued[0]
        if best <= 0:
            break
        taken[-component] = best
        affected, known = affected & ~sets[-component], known & ~sets[-component]
    return list(taken.items()) + [(-c, v) for v, _, c in first if -c not in taken and v > 0]


def count(world, look, sets, parameters):
    def value(_, dependants, affected, known):
        return (dependants & affected).bit_count()

    return greedy(sets, *states(look, parameters), value, parameters["rounds"])


def score(world, look, sets, parameters):
    """The hit ratio is of the whole set, as in the paper; what was explained counts as a hit but covers nothing more."""
    seen, known = states(look, parameters)

    def value(_, dependants, affected, __):
        of = (dependants & known).bit_count()
        return (dependants & affected).bit_count() if of and (dependants & seen).bit_count() >= parameters["hit"] * of else 0

    return greedy(sets, seen, known, value, parameters["rounds"])


def enrichment_value(_, dependants, affected, known):
    inside, outside = dependants & known, known & ~dependants
    n, k = inside.bit_count(), (inside & affected).bit_count()
    rate = ((outside & affected).bit_count() + 1) / (outside.bit_count() + 50)  # never nothing: the usual share of false symptoms
    return -log_tail(n, k, min(rate, .999)) if k > rate * n else 0.0


def log_tail(n, k, rate):
    """ln P(at least k of n), for k above the mean."""
    term = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(rate) + (n - k) * math.log(1 - rate)
    share = total = 1.0
    for i in range(k, n):
        share *= (n - i) / (i + 1) * rate / (1 - rate)
        total += share
        if share < 1e-9 * total:
            break
    return term + math.log(total)


def enrichment(world, look, sets, parameters):
    return greedy(sets, *states(look, parameters), enrichment_value, parameters["rounds"])


def direct(world, look, sets, parameters):
    def points(component):
        fails = look.component_probes.get(component)
        return parameters["points"] * ((0 if fails is None else PROBE_FAILS if fails else PROBE_IS_WELL) + (POSTED if component in look.notices else 0))

    extra = [points(c) for c in range(len(sets))]

    def value(component, dependants, affected, known):
        return enrichment_value(component, dependants, affected, known) + extra[component]

    return greedy(sets, *states(look, parameters), value, parameters["rounds"])


SETS = {"count": count, "score": score, "enrichment": enrichment, "direct": direct}


def probability(value, curve):
    """P(the first is right), by a logistic curve over the logarithm of its value."""
    return 1 / (1 + math.exp(-(curve[0] + curve[1] * math.log1p(value))))


def by_sets(method, world, parameters):
    dependants = Dependants(world)[parameters["dependant"]]
    for key, look in sorted(world.looks.items()):
        ranked = SETS[method](world, look, dependants, parameters)[:RANKS]
        first = probability(ranked[0][1], parameters["curve"]) if ranked else 0.0
        yield key, [(c, first if i == 0 else min(first, first * v / ranked[0][1])) for i, (c, v) in enumerate(ranked)], 1 - first


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(METHODS))
        return
    if len(sys.argv) != 4 or sys.argv[1] not in METHODS:
        sys.exit(__doc__)
    method, folder, target = sys.argv[1:]
    world = World(folder)
    with open(PARAMETERS) as file:
        parameters = json.load(file)[method]
    if method in SETS:
        results = by_sets(method, world, parameters)
    else:
        results = noisy_or.rank(world, parameters, method == "shrink-all", RANKS)
    with open(target, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["case", "snapshot", "rank", "component", "probability"])
        for (case, snapshot), ranked, none in results:
            out.writerows((case, snapshot, i + 1, world.component_ids[c], f"{p:.6f}") for i, (c, p) in enumerate(ranked))
            out.writerow((case, snapshot, len(ranked) + 1, "none", f"{none:.6f}"))


if __name__ == "__main__":
    main()
