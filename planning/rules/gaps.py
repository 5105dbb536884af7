"""How far a figure is from its target, in pupils: what a percentage of a small cohort hides."""


def pupils_short(*, numerator: int, denominator: int, target_percent: int) -> int:
    """How many more pupils would reach the target; below nothing where it is passed.

    The smallest number of pupils that is at least the target: 60% of 25 is 15, of 26 is 16.
    """
    return -(-target_percent * denominator // 100) - numerator


def show_gap(pupils: int) -> str:
    if pupils == 0:
        return "on target"
    many = "pupil" if abs(pupils) == 1 else "pupils"
    return f"{abs(pupils)} {many} {'short' if pupils > 0 else 'beyond the target'}"
