"""Check digits of numbers, and days at their beginning."""


def modulus_11(digits: str) -> bool:
    """Is the last digit the right one for the others, weighted 10 down to 2? Ten equal digits are nobody's number."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])


def begins_with_a_day(digits: str) -> bool:
    """Do the first six digits read as day, month and two digits of a year?"""
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= day <= 31 and 1 <= month <= 12 and not (day > 29 and month == 2)
