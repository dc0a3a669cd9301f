"""The pages of the plan, one subject a file."""

from portal.blueprints.plans.routes import about, plans, reviews, welcome, writing

__all__ = ["about", "plans", "reviews", "welcome", "writing"]
