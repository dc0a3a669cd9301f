"""The pages of the plan, one subject a file."""

from portal.blueprints.plans.routes import about, joining, plans, reviews, welcome, writing

__all__ = ["about", "joining", "plans", "reviews", "welcome", "writing"]
