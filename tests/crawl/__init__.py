"""A crawler over a built site, and an account of the data that owes nothing to the code it checks.

`checks.CHECKS` are functions that take a site and the data it was made from, and yield faults.
"""
