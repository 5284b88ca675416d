"""The plan of the first International Migration Review Forum as reviewable text, and its loader."""

from seed.loader import history, imrf_2022, plan_text

__all__ = ["history", "imrf_2022", "plan_text"]
