"""My balance: how much is dialogue, how much goes past me?"""

from evenkeel.web import guard, my_balance_view

viewer = guard.require(guard.Role.STUDENT, title="My balance")
my_balance_view.show(viewer)
