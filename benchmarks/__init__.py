"""Benchmarks: ratios measured in one run on one machine, never asserted by a test.

A benchmark is a module of this package with a ``main()`` that prints its table.
"""
