"""A noisy-OR of two levels: causes above, symptoms below, at most two causes. After Shrink; Kandula, Katabi, Vasseur, MineNet 2005."""
import math

FALSE, FALSE_ISP = .02, .15  # a service that is up seems down
ALONE = .004  # a symptom's own reason
LEAST = .02  # chances below are taken for none
SEEN_DOWN, SEEN_UP = (.85, .80), .01  # a probe of a component or of a service fails
POSTED, STALE = .4, .001
FIRST, SECOND = 5, 80  # causes to which a second is added; causes that are tried as one


def rank(world, parameters, everything, ranks):
    """
    For each look its likeliest causes with their posterior, and that of none. Parameters: severity, the share of what an edge can do
    that a failed component does; silent, by snapshot how probably a service that is down has not been reported yet, or never is.
    """
    symptoms = reaches(world, parameters["severity"], everything)
    prior = [math.log(p / (1 - p)) for p in world.priors]
    for key, look in sorted(world.looks.items()):
        ratios = evidence(world, look, parameters["silent"][str(key[1])], everything)
        log = math.log
        single = []
        for root, reach in enumerate(symptoms):
            gain = prior[root]
            for symptom, chance in reach:
                ratio = ratios[symptom]
                if ratio:
                    gain += log(1 + chance * ratio)
            single.append(gain)
        yield key, *posterior(single, pairs(symptoms, ratios, prior, single), ranks)


def reaches(world, severity, everything):
    """
    For each component its symptoms and their chances. Symptoms are the services, by their numbers, and after them, where everything
    counts, the components themselves, which are seen by probes and notices.
    """
    found = []
    for root in range(len(world.component_ids)):
        components, services = world.reach(root, severity)
        reach = [(s, p) for s, p in services.items() if p >= LEAST]
        if everything:
            reach += [(len(world.service_ids) + c, p) for c, p in components.items() if p >= LEAST]
        found.append(reach)
    return found


def evidence(world, look, silent, everything):
    """
    By symptom how much better what is seen of it fits when it is down: with r for that ratio, what a chance p of being down from a
    cause multiplies the likelihood by is 1 + p x, and x = (1 - ALONE) (r - 1) / (1 + ALONE (r - 1)) is told, 0 where nothing is known.
    """
    services = len(world.service_ids)
    factors = [1.0] * (services + len(world.component_ids))
    for service, log_factor in look.reports.items():
        factor = math.exp(log_factor)
        false = FALSE_ISP if world.is_isp[service] else FALSE
        factors[service] = ((1 - silent) * factor + silent) / (1 - false + false * factor)
    if everything:
        for offset, down, probes in ((services, SEEN_DOWN[0], look.component_probes), (0, SEEN_DOWN[1], look.service_probes)):
            for target, fails in probes.items():
                factors[offset + target] *= down / SEEN_UP if fails else (1 - down) / (1 - SEEN_UP)
        for component in look.notices:
            factors[services + component] *= POSTED / STALE
    # Components have no reason of their own beside their prior, which is not theirs here: a probe of one that fails alone is a false one.
    return [(1 - own) * (f - 1) / (1 + own * (f - 1)) for f, own in zip(factors, [ALONE] * services + [0.0] * len(world.component_ids))]


def pairs(symptoms, ratios, prior, single):
    """Log scores of two causes, for the best ones."""
    order = sorted(range(len(single)), key=lambda c: -single[c])
    found = {}
    for first in order[:FIRST]:
        chance_of = dict(symptoms[first])
        for second in residual(symptoms, ratios, prior, order, first, chance_of):
            pair = (min(first, second[1]), max(first, second[1]))
            found[pair] = single[first] + second[0]
    return found


def residual(symptoms, ratios, prior, order, first, chance_of):
    """What each other cause adds beside the first, where that is anything."""
    log = math.log
    for second in order[:SECOND]:
        if second == first:
            continue
        gain = prior[second]
        for symptom, chance in symptoms[second]:
            ratio = ratios[symptom]
            if ratio:
                already = chance_of.get(symptom, 0.0)
                gain += log(1 + (1 - already) * chance * ratio / (1 + already * ratio))
        yield gain, second


def posterior(single, paired, ranks):
    """The probability of each to be among the causes."""
    top = max(0.0, max(single), max(paired.values(), default=0.0))
    none = math.exp(-top)
    weights = [math.exp(s - top) for s in single]
    total = none + sum(weights)
    for (a, b), s in paired.items():
        weight = math.exp(s - top)
        total += weight
        weights[a] += weight
        weights[b] += weight
    ranked = sorted(range(len(weights)), key=lambda c: -weights[c])[:ranks]
    return [(c, weights[c] / total) for c in ranked], none / total
