"""Benchmarks of `sketricgen` against floors that are measured in the same run."""
