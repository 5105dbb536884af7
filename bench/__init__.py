"""The measurements of bin/bench: ratios of two things timed in turn on the same machine.

A part is a module with a `measure()` that yields `Ratio`s. It runs in a process of its own, with a
scratch database of its own, so that its peak memory is its own too. Plain scripts that use the
project as it is.
"""
