"""What the engine is measured beside. Each module is a program that takes turns; see `turns`.

They run in an environment of their own, and import nothing of upstander.
"""
