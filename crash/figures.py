"""How sure zero losses make us: the exact bound of Clopper and Pearson."""

import math

CONFIDENCE = 0.95


def upper_bound(failures: int, trials: int) -> float:
    """The rate that `failures` of `trials` rule out with 95 %; about 3 ÷ trials where none failed."""
    if trials == 0 or failures >= trials:
        return 1.0
    low, high = failures / trials, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        if _at_most(failures, trials, middle) > 1 - CONFIDENCE:
            low = middle
        else:
            high = middle
    return high


def _at_most(failures: int, trials: int, rate: float) -> float:
    """The probability of so few failures at this rate."""
    if rate in {0.0, 1.0}:
        return 1.0 - rate
    logs = (
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(rate)
        + (trials - k) * math.log1p(-rate)
        for k in range(failures + 1)
    )
    return sum(math.exp(each) for each in logs)
